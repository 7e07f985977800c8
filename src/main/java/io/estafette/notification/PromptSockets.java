package io.estafette.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

import javax.net.SocketFactory;

/**
 * Sockets that send at once. Otherwise the end of every mail waits some 40 ms for the
 * mail server to confirm what came before it.
 */
class PromptSockets extends SocketFactory {

	private final SocketFactory sockets = SocketFactory.getDefault();

	@Override
	public Socket createSocket() throws IOException {
		return prompt(this.sockets.createSocket());
	}

	@Override
	public Socket createSocket(String host, int port) throws IOException {
		return prompt(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
		return prompt(this.sockets.createSocket(host, port, from, fromPort));
	}

	@Override
	public Socket createSocket(InetAddress host, int port) throws IOException {
		return prompt(this.sockets.createSocket(host, port));
	}

	@Override
	public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
		return prompt(this.sockets.createSocket(host, port, from, fromPort));
	}

	private static Socket prompt(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		return socket;
	}

}

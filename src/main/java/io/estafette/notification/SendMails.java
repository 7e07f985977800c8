package io.estafette.notification;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import io.estafette.platform.TaskTrace;
import io.estafette.platform.Unspoken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Empties the outbox for as long as the application runs: at once when mails were queued
 * here, else within the poll interval. Ending waits for the mails in flight.
 */
@Component
class SendMails implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(SendMails.class);

	private static final Duration LONGEST_END = Duration.ofSeconds(25);

	private final SendNextMail sendNextMail;

	private final JavaMailSenderImpl mailServer;

	private final OutgoingMailProperties properties;

	private final Clock clock;

	private final Pause pause = new Pause();

	private final Semaphore wakeUps = new Semaphore(0);

	private final List<Thread> senders = new ArrayList<>();

	private volatile boolean running;

	SendMails(SendNextMail sendNextMail, JavaMailSenderImpl mailServer, OutgoingMailProperties properties,
			Clock clock) {
		this.sendNextMail = sendNextMail;
		this.mailServer = mailServer;
		this.properties = properties;
		this.clock = clock;
	}

	/** There are new mails once the transaction is committed. */
	void wakeAfterCommit() {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				wake();
			}

		});
	}

	/** There are new mails: look now. */
	void wake() {
		this.wakeUps.release(this.properties.connections());
	}

	@Override
	public synchronized void start() {
		this.running = true;
		for (int i = 1; i <= this.properties.connections(); i++) {
			this.senders.add(Thread.ofPlatform().daemon().name("mail-" + i).start(this::work));
		}
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		wake();
		try {
			for (Thread sender : this.senders) {
				sender.join(LONGEST_END);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.senders.clear();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	private void work() {
		while (this.running) {
			TaskTrace.run("SendMails.send", this::send);
			await();
		}
	}

	private void send() {
		try (MailConnection connection = new MailConnection(this.mailServer)) {
			while (this.running && !this.pause.isOn(this.clock.instant()) && sendOne(connection)) {
				// Until nothing is due or nothing works.
			}
		}
		catch (RuntimeException | Error ex) {
			// Not even a lack of memory may end the sending for good.
			if (this.pause.begin(this.clock.instant())) {
				log.warn("The outbox of mails does not work; trying again", Unspoken.of(ex));
			}
		}
	}

	/** Whether to go on at once. */
	private boolean sendOne(MailConnection connection) {
		switch (this.sendNextMail.over(connection)) {
			case SENT -> {
				if (this.pause.end()) {
					log.info("The mail server takes mails again");
				}
				return true;
			}
			case SERVER_FAULT -> {
				if (this.pause.begin(this.clock.instant())) {
					log.warn("The mail server {}:{} takes no mails; they wait, and are tried again",
							this.mailServer.getHost(), this.mailServer.getPort());
				}
				return false;
			}
			case PUT_ASIDE, CONNECTION_LOST -> {
				return true;
			}
			case NOTHING_DUE -> {
				return false;
			}
		}
		return false;
	}

	private void await() {
		try {
			if (this.wakeUps.tryAcquire(this.properties.pollInterval().toMillis(), TimeUnit.MILLISECONDS)) {
				this.wakeUps.drainPermits();
			}
		}
		catch (InterruptedException ex) {
			this.running = false;
		}
	}

}

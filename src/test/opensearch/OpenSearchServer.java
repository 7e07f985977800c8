import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.opensearch.client.node.NodeClient;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.IndexScopedSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.settings.SettingsFilter;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.env.Environment;
import org.opensearch.index.shard.IndexSettingProvider;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;


/**
 * The search store of the local platform: one OpenSearch node with the modules that
 * Operate and Tasklist use. Run as {@code java -cp ... OpenSearchServer.java <data
 * directory> <port> durable|volatile}; it is not compiled with the tests, because
 * OpenSearch's libraries do not belong on the application's class path.
 */
public class OpenSearchServer {

	/** Whether data need not survive a power cut: then it is written much quicker. */
	private static boolean isVolatile;

	public static void main(String[] args) throws Exception {
		isVolatile = "volatile".equals(args[2]);
		Path directory = Path.of(args[0]).toAbsolutePath();
		Settings settings = Settings.builder()
			.put("cluster.name", "estafette-local")
			.put("node.name", "estafette-local")
			.put("discovery.type", "single-node")
			.put("network.host", "127.0.0.1")
			.put("http.port", args[1])
			// A single node never talks to another: any free port will do.
			.put("transport.port", "0")
			.put("path.home", directory)
			.put("path.data", directory.resolve("data"))
			.put("path.logs", directory.resolve("logs"))
			.put("node.store.allow_mmap", false)
			.put("cluster.routing.allocation.disk.threshold_enabled", false)
			.build();
		Environment environment = InternalSettingsPreparer.prepareEnvironment(settings, Map.of(),
				directory.resolve("config"), () -> "estafette-local");
		LocalNode node = new LocalNode(environment);
		CountDownLatch closed = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				node.close();
			}
			catch (Exception ex) {
				ex.printStackTrace();
			}
			closed.countDown();
		}));
		node.start();
		closed.await();
	}

	static final class LocalNode extends Node {

		LocalNode(Environment environment) {
			super(environment, List.of(org.opensearch.analysis.common.CommonAnalysisPlugin.class,
					org.opensearch.index.mapper.MapperExtrasPlugin.class,
					org.opensearch.index.reindex.ReindexPlugin.class,
					org.opensearch.ingest.common.IngestCommonPlugin.class,
					org.opensearch.join.ParentJoinPlugin.class,
					org.opensearch.painless.PainlessPlugin.class,
					org.opensearch.script.expression.ExpressionPlugin.class,
					org.opensearch.script.mustache.MustachePlugin.class,
					org.opensearch.search.aggregations.matrix.MatrixAggregationPlugin.class,
					org.opensearch.transport.Netty4Plugin.class, TasklistNeeds.class), false);
		}

	}

	/**
	 * What Tasklist needs beyond OpenSearch itself: of the index state management plugin
	 * the one setting without which it refuses to start and the answers without which it
	 * does not start again once it has archived tasks; and indices that bear its times. It
	 * writes a task made in a full second as {@code 17:37:57Z}, which its own mapping does
	 * not accept, and would then import nothing ever after.
	 */
	public static final class TasklistNeeds extends Plugin implements ActionPlugin {

		@Override
		public List<RestHandler> getRestHandlers(Settings settings, RestController controller,
				ClusterSettings clusterSettings, IndexScopedSettings indexScopedSettings, SettingsFilter filter,
				IndexNameExpressionResolver resolver, Supplier<DiscoveryNodes> nodes) {
			return List.of(new NoPolicies());
		}

		@Override
		public List<Setting<?>> getSettings() {
			return List.of(Setting.simpleString("index.plugins.index_state_management.policy_id", Property.IndexScope,
					Property.Dynamic));
		}

		@Override
		public Collection<IndexSettingProvider> getAdditionalIndexSettingProviders() {
			return List.of(new IndexSettingProvider() {

				@Override
				public Settings getAdditionalIndexSettings(String index, boolean dataStream, Settings requested) {
					Settings.Builder additional = Settings.builder();
					if (index.startsWith("tasklist-")) {
						additional.put("index.mapping.ignore_malformed", true);
					}
					if (isVolatile) {
						additional.put("index.translog.durability", "async");
					}
					return additional.build();
				}

			});
		}

	}

	/** Index state management without any policy: no index has one, none can be removed. */
	static final class NoPolicies implements RestHandler {

		@Override
		public List<Route> routes() {
			return List.of(new Route(RestRequest.Method.GET, "/_plugins/_ism/explain/{index}"),
					new Route(RestRequest.Method.POST, "/_plugins/_ism/remove/{index}"));
		}

		@Override
		public void handleRequest(RestRequest request, RestChannel channel, NodeClient client) throws IOException {
			String index = request.param("index");
			XContentBuilder answer = channel.newBuilder().startObject();
			if (request.method() == RestRequest.Method.GET) {
				answer.startObject(index).nullField("index.plugins.index_state_management.policy_id").endObject();
				answer.field("total_managed_indices", 0);
			}
			else {
				answer.field("updated_indices", 0).field("failures", false);
			}
			channel.sendResponse(new BytesRestResponse(RestStatus.OK, answer.endObject()));
		}

	}

}

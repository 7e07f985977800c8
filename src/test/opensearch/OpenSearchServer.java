import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.shard.IndexSettingProvider;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;

/**
 * The search store of the local platform: one OpenSearch node with the modules that
 * Operate and Tasklist use. Run as {@code java -cp ... OpenSearchServer.java <data
 * directory> <port>}; it is not compiled with the tests, because OpenSearch's libraries
 * do not belong on the application's class path.
 */
public class OpenSearchServer {

	public static void main(String[] args) throws Exception {
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
	 * What Tasklist needs beyond OpenSearch itself: the one setting of the index state
	 * management plugin without which it refuses to start, and indices that bear its times.
	 * It writes a task made in a full second as {@code 17:37:57Z}, which its own mapping
	 * does not accept, and would then import nothing ever after.
	 */
	public static final class TasklistNeeds extends Plugin {

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
					return index.startsWith("tasklist-")
							? Settings.builder().put("index.mapping.ignore_malformed", true).build() : Settings.EMPTY;
				}

			});
		}

	}

}

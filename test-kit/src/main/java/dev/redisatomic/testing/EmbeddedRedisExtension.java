package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisSentinels;
import dev.redisatomic.testserver.RedisServer;
import java.lang.reflect.Method;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Empties the servers of {@link EmbeddedRedis} before tests, and hands them out. */
final class EmbeddedRedisExtension implements BeforeEachCallback, ParameterResolver {

  private static final Map<Class<?>, Topology> PARAMETERS =
      Map.of(
          RedisServer.class,
          Topology.SINGLE,
          RedisCluster.class,
          Topology.CLUSTER,
          RedisSentinels.class,
          Topology.SENTINEL);

  EmbeddedRedisExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    EmbeddedRedis annotation = annotation(context);
    EmbeddedServers servers = EmbeddedServers.of(annotation.value());
    servers.mend();
    if (!annotation.keepData()) {
      servers.empty();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getDeclaringExecutable() instanceof Method
        && PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    Topology topology = annotation(context).value();
    if (PARAMETERS.get(type) != topology) {
      throw new ParameterResolutionException(
          "There is no "
              + type.getSimpleName()
              + " with @EmbeddedRedis("
              + topology
              + "), but there is with @EmbeddedRedis("
              + PARAMETERS.get(type)
              + ").");
    }
    return EmbeddedServers.of(topology).object();
  }

  private static EmbeddedRedis annotation(ExtensionContext context) {
    EmbeddedRedis found =
        TestContextAnnotationUtils.findMergedAnnotation(
            context.getRequiredTestClass(), EmbeddedRedis.class);
    if (found == null) {
      throw new IllegalStateException(
          "@EmbeddedRedis belongs on the class: " + context.getRequiredTestClass());
    }
    return found;
  }
}

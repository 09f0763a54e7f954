package dev.redisatomic.sample.redis;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless a property of {@code spring.data.redis} says where Redis is. */
class NoServerConfigured extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Binder binder = Binder.get(context.getEnvironment());
    List<String> set =
        Stream.of("url", "host", "port", "sentinel.nodes", "cluster.nodes")
            .map(name -> "spring.data.redis." + name)
            .filter(name -> isSet(binder, name))
            .toList();
    ConditionMessage.Builder message = ConditionMessage.forCondition("No Redis server configured");
    return set.isEmpty()
        ? ConditionOutcome.match(message.because("no property names one"))
        : ConditionOutcome.noMatch(message.found("property", "properties").items(set));
  }

  /** The binder also finds environment variables, and lists written as {@code nodes[0]}. */
  private static boolean isSet(Binder binder, String name) {
    return !binder.bind(name, Bindable.listOf(String.class)).orElse(List.of()).isEmpty();
  }
}

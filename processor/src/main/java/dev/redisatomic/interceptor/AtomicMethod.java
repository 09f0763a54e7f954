package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.command.Key;
import dev.redisatomic.execution.AtomicDefinition;
import dev.redisatomic.execution.DeclaredKeyCheck;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An atomic method of a bean, ready to run.
 *
 * @param attribute what its annotations say
 * @param definition what that means with the properties in force
 * @param keyCheck whether its declared keys are those of its body
 */
record AtomicMethod(
    AtomicAttribute attribute, AtomicDefinition definition, DeclaredKeyCheck keyCheck) {

  List<Key> keysOf(@Nullable Object[] arguments) {
    return attribute.keysOf(arguments, definition.maxWatchedKeys());
  }
}

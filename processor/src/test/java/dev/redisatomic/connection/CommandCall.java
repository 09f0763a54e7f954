package dev.redisatomic.connection;

import dev.redisatomic.command.Words;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * A call of one method of Spring Data's connection with sample arguments.
 *
 * @param method the method
 * @param arguments its arguments
 */
public record CommandCall(Method method, List<Object> arguments) {

  /** Refused before there is a command. */
  public static final Set<String> REFUSED_METHODS =
      Set.of(
          "multi",
          "exec",
          "discard",
          "unwatch",
          "select",
          "subscribe",
          "pSubscribe",
          "openPipeline",
          "closePipeline",
          "getSentinelConnection");

  /** Methods of a connection that stand for no command. */
  private static final Set<String> NO_COMMAND =
      Set.of(
          "close",
          "isClosed",
          "isQueueing",
          "isPipelined",
          "isSubscribed",
          "getSubscription",
          "getNativeConnection",
          "commands");

  /** Every method that issues commands, with every sample for each of its parameters. */
  public static List<CommandCall> all() {
    return Arrays.stream(RedisConnection.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && issuesCommands(method))
        .sorted(Comparator.comparing(Method::toString))
        .flatMap(method -> callsOf(method).stream())
        .toList();
  }

  private static boolean issuesCommands(Method method) {
    return !NO_COMMAND.contains(method.getName())
        && !(method.getParameterCount() == 0 && method.getName().endsWith("Commands"));
  }

  private static List<CommandCall> callsOf(Method method) {
    List<List<Object>> samples = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      samples.add(
          SampleValues.of(method.getParameterTypes()[i], method.getGenericParameterTypes()[i], i));
    }
    List<Object> first = samples.stream().map(values -> values.get(0)).toList();
    List<CommandCall> calls = new ArrayList<>(List.of(new CommandCall(method, first)));
    for (int i = 0; i < first.size(); i++) {
      for (Object other : samples.get(i).subList(1, samples.get(i).size())) {
        List<Object> varied = new ArrayList<>(first);
        varied.set(i, other);
        calls.add(new CommandCall(method, varied));
      }
    }
    return calls;
  }

  public String name() {
    return method.getName();
  }

  /**
   * Makes the call.
   *
   * @return what it threw, or {@code null}
   */
  public @Nullable Throwable on(RedisConnection connection) {
    try {
      method.invoke(connection, arguments.toArray());
      return null;
    } catch (InvocationTargetException e) {
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return method.getDeclaringClass().getSimpleName()
        + '.'
        + method.getName()
        + arguments.stream()
            .map(argument -> argument instanceof Enum ? argument.toString() : type(argument))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String type(Object argument) {
    return argument instanceof byte[] bytes
        ? Words.text(bytes)
        : argument.getClass().getSimpleName();
  }
}

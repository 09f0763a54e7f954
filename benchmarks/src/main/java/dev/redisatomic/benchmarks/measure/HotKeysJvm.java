package dev.redisatomic.benchmarks.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.server.Address;
import dev.redisatomic.benchmarks.server.ChildJvm;
import dev.redisatomic.benchmarks.work.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** One of several JVMs whose threads want the same keys. */
final class HotKeysJvm implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ChildJvm jvm;

  HotKeysJvm(Address address, int threads) {
    jvm = new ChildJvm(HotKeysJvm.class, List.of(address.url(), Integer.toString(threads)));
  }

  void begin(Contestants contestant, Duration window, long seed) {
    jvm.say(JSON.writeValueAsString(new Order(contestant, window.toNanos(), seed)));
  }

  Played end() {
    return JSON.readValue(jvm.hear(), Played.class);
  }

  @Override
  public void close() {
    jvm.close();
  }

  /** What the other JVM runs. */
  public static void main(String[] arguments) throws IOException {
    Quiet.please();
    Setting setting = new Setting(Integer.parseInt(arguments[1]), false, true, 0);
    PrintStream answers = new PrintStream(System.out, true, UTF_8);
    BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    try (Field field = new Field(Address.of(arguments[0]))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        Order order = JSON.readValue(line, Order.class);
        Played played =
            new Round(Work.TRANSFER, setting, Duration.ofNanos(order.nanos()))
                .play(field.get(order.contestant()), order.seed());
        answers.println(JSON.writeValueAsString(played));
      }
    }
  }

  private record Order(Contestants contestant, long nanos, long seed) {}
}

package dev.redisatomic.sample.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.SentCommand;
import dev.redisatomic.sample.SampleApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/** With settings of the application that are none of the demonstration's business. */
@SpringBootTest(
    properties = {
      "redis.atomic.max-retries=0",
      "redis.atomic.contention.local-queue=off",
      "redis.atomic.results=all"
    })
class GroupDemoTests {

  private static final Pattern TEXT = Pattern.compile("(\\S+) pays (\\S+) (\\d+)");

  private final GroupDemo demo;
  private final StringRedisTemplate redis;

  GroupDemoTests(@Autowired GroupDemo demo, @Autowired StringRedisTemplate redis) {
    this.demo = demo;
    this.redis = redis;
  }

  @Test
  void threeTransfersCommitTogether() throws Exception {
    GroupDemo.Happening happening = demo.run();

    assertThat(happening.members())
        .hasSize(3)
        .allMatch(member -> member.attempt().outcome() == AtomicOutcome.COMMITTED)
        .allMatch(member -> member.attempt().number() == 1)
        .allMatch(member -> member.attempt().reads() == 1)
        .extracting(member -> member.attempt().roundTrips())
        .containsOnly(happening.members().get(0).attempt().roundTrips());
    assertThat(happening.sent()).hasSize(2);
    assertThat(commands(happening).map(sent -> sent.words().get(0)))
        .containsExactly(
            "WATCH", "MGET", "MULTI", "DECRBY", "INCRBY", "INCR", "DECRBY", "INCRBY", "INCR",
            "DECRBY", "INCRBY", "INCR", "EXEC");
  }

  @Test
  void whoseWriteIsWhoseIsTrue() throws Exception {
    GroupDemo.Happening happening = demo.run();

    for (int i = 0; i < 3; i++) {
      int number = i + 1;
      Matcher text = TEXT.matcher(happening.members().get(i).text());
      assertThat(text.matches()).isTrue();
      assertThat(
              happening.sent().stream()
                  .flatMap(List::stream)
                  .filter(part -> part.member() == number)
                  .map(part -> String.join(" ", part.sent().words())))
          .containsExactly(
              "DECRBY account:" + text.group(1) + ":balance " + text.group(3),
              "INCRBY account:" + text.group(2) + ":balance " + text.group(3),
              "INCR account:" + text.group(1) + ":transfers");
    }
  }

  @Test
  void whatIsShownIsWhatTheServerHasSeen(@Autowired DataRedisConnectionDetails redisAt)
      throws Exception {
    Standalone server = Objects.requireNonNull(redisAt.getStandalone());
    GroupDemo.Happening shown;
    List<String> seen;
    try (Monitor monitor = new Monitor(server.getHost(), server.getPort())) {
      monitor.awaitCommand(redis);
      shown = demo.run();
      seen = monitor.until(redis);
    }

    List<String> group = commands(shown).map(sent -> String.join(" ", sent.words())).toList();
    assertThat(seen).containsSequence(group);
  }

  @Test
  void severalAtOnceTakeTurns() throws Exception {
    ExecutorService browsers = Executors.newFixedThreadPool(3);
    try {
      List<CompletableFuture<GroupDemo.Happening>> all = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        all.add(
            CompletableFuture.supplyAsync(
                () -> {
                  try {
                    return demo.run();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                },
                browsers));
      }
      for (CompletableFuture<GroupDemo.Happening> each : all) {
        assertThat(each.get().sent()).hasSize(2);
      }
    } finally {
      browsers.shutdownNow();
    }
  }

  @ParameterizedTest
  @CsvSource({"lettuce, cluster", "jedis, cluster", "jedis, default"})
  void itIsTheSameOnTheOtherDriverAndOnACluster(String client, String profile) throws Exception {
    try (ConfigurableApplicationContext application =
        new SpringApplicationBuilder(SampleApplication.class)
            .web(WebApplicationType.NONE)
            .run(
                "--spring.data.redis.client-type=" + client,
                "--spring.profiles.active=" + profile)) {
      GroupDemo.Happening happening = application.getBean(GroupDemo.class).run();

      assertThat(happening.sent()).hasSize(2);
      assertThat(commands(happening)).hasSize(13);
    }
  }

  @Test
  void nothingIsLeftBehind() throws Exception {
    redis.delete(redis.keys("account:*"));

    demo.run();

    assertThat(redis.keys("account:*")).isEmpty();
  }

  private static Stream<SentCommand> commands(GroupDemo.Happening happening) {
    return happening.sent().stream().flatMap(List::stream).map(Whose.Part::sent);
  }
}

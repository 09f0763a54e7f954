package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;

/**
 * Failures before the commit was on the wire: nothing is applied, and a new attempt may be made.
 */
@EachServer(everyMode = true)
class RetryAfterFailureTests {

  private static final int POOL = 5;

  private final RedisSetup setup;
  private final CuttingProxy proxy;
  private final TestApplication client;
  private final AtomicInteger runs = new AtomicInteger();
  private Ledger ledger;

  RetryAfterFailureTests(RedisSetup setup) {
    this.setup = setup;
    this.proxy = new CuttingProxy(setup.server());
    this.client =
        TestApplication.on(
                setup, options -> options.port(proxy.port()).pool(POOL, Duration.ofSeconds(5)))
            .start();
    this.ledger = new Ledger(setup.other(), "ledger");
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
    ledger = new Ledger(setup.other(), "ledger");
  }

  @AfterEach
  void close() {
    client.close();
    proxy.close();
  }

  @Test
  void aPoolFullOfDeadConnectionsGoesUnnoticed() throws Exception {
    CyclicBarrier allOpen = new CyclicBarrier(POOL);
    Workers.run(
        POOL,
        worker ->
            client
                .atomic()
                .execute(
                    () -> {
                      String value = client.redis().opsForValue().get("warm");
                      await(allOpen);
                      return value;
                    }));
    assertThat(proxy.connects()).isEqualTo(POOL);
    proxy.cutAll();

    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();

    ledger.assertApplied(1, "after " + POOL + " dead connections");
  }

  @Test
  void aBodyThatSwallowsALostReadDoesNotCommitAndRunsAgain() {
    client.atomic().execute(() -> client.redis().opsForValue().get("warm"));

    client
        .atomic()
        .execute(
            () -> {
              if (runs.incrementAndGet() == 1) {
                proxy.cutAfter(Way.TO_CLIENT, 3);
                Throwable swallowed =
                    catchThrowable(() -> client.redis().opsForValue().get("ledger:l"));
                assertThat(swallowed).isInstanceOf(RedisConnectionFailureException.class);
              }
              ledger.write(client);
              return true;
            });

    assertThat(runs).hasValue(2);
    ledger.assertApplied(1, "swallowed once");
  }

  @Test
  void aReadOfABodyThatSwallowedALostOneIsNotMadeOnAnotherConnection() {
    client.atomic().execute(() -> client.redis().opsForValue().get("warm"));

    client
        .atomic()
        .execute(
            () -> {
              if (runs.incrementAndGet() == 1) {
                proxy.mark();
                proxy.cutAfter(Way.TO_SERVER, 3);
                assertThat(catchThrowable(() -> client.redis().opsForValue().get("ledger:l")))
                    .isInstanceOf(RedisConnectionFailureException.class);
                assertThat(catchThrowable(() -> client.redis().opsForValue().get("ledger:r")))
                    .isInstanceOf(RedisConnectionFailureException.class);
                assertThat(proxy.connects()).isZero();
              }
              return true;
            });

    assertThat(runs).hasValue(2);
  }

  @Test
  void anExceptionOfTheBodyThatLooksLikeOursIsTheBodys() {
    RedisConnectionFailureException own = new RedisConnectionFailureException("another system");

    Throwable thrown =
        catchThrowable(
            () ->
                client
                    .atomic()
                    .execute(
                        () -> {
                          runs.incrementAndGet();
                          ledger.readAndWrite(client);
                          throw own;
                        }));

    assertThat(thrown).isSameAs(own);
    assertThat(thrown.getSuppressed()).isEmpty();
    assertThat(runs).hasValue(1);
    ledger.assertApplied(0, "the body threw");
  }

  @Test
  void aServerThatStaysAwayIsGivenUpWithNothingApplied() {
    client.atomic().execute(() -> client.redis().opsForValue().get("warm"));
    proxy.cutAll();
    proxy.refuse(true);

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                client
                    .atomic()
                    .execute(
                        () -> {
                          runs.incrementAndGet();
                          ledger.readAndWrite(client);
                          return true;
                        }));

    assertThat(runs).hasValue(11); // the first and ten retries
    ledger.assertApplied(0, "never connected");
    proxy.refuse(false);
    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();
  }

  @Test
  void aServerThatIsNotThereAtTheVeryFirstCallIsTriedAgain() {
    proxy.mark();
    proxy.refuse(true);

    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown())
        .isInstanceOf(RedisConnectionFailureException.class);

    assertThat(proxy.connects()).isEqualTo(11); // the first and ten retries
    proxy.refuse(false);
    assertThat(Work.READ_MODIFY_WRITE.on(client, ledger).thrown()).isNull();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

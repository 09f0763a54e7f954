package dev.redisatomic.transaction;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Every line of the tables in docs/transactions.md, run. */
@EachServer
class TransactionTableTests {

  private static final TransactionTables TABLES = TransactionTables.read();

  /** Where the database transaction is. */
  private enum Place {
    SAME_METHOD("On the same method"),
    PROGRAMMATIC("On the same method"),
    AROUND("Around it"),
    TEMPLATE_AROUND("Around it"),
    JOINED("Around it, joined"),
    INSIDE("Inside of a body"),
    TEMPLATE_INSIDE("Inside of a body"),
    NEW_INSIDE("Inside of a body"),
    READ_ONLY("Read-only");

    private final String heading;

    Place(String heading) {
      this.heading = heading;
    }

    String heading(Database database) {
      return heading.equals("Around it") ? heading + ", " + database : heading;
    }

    /** A callback of a TransactionTemplate cannot throw checked exceptions. */
    boolean canMeet(Event event) {
      return this != TEMPLATE_AROUND || event != Event.THROWS_CHECKED;
    }

    Object call(TwoStores stores, Callable<Object> body) throws Exception {
      Orders orders = stores.orders();
      return switch (this) {
        case SAME_METHOD -> orders.both(body);
        case PROGRAMMATIC ->
            stores.operations().in(stores.transaction()).execute(() -> sneaky(body));
        case AROUND -> orders.transaction(() -> orders.atomic(body));
        case TEMPLATE_AROUND ->
            stores.transaction().execute(status -> sneaky(() -> orders.atomic(body)));
        case JOINED -> orders.transaction(() -> orders.joining(body));
        case INSIDE -> orders.atomic(() -> orders.transaction(body));
        case TEMPLATE_INSIDE ->
            orders.atomic(() -> stores.transaction().execute(status -> sneaky(body)));
        case NEW_INSIDE -> orders.both(() -> orders.newTransaction(body));
        case READ_ONLY -> orders.bothReadOnly(body);
      };
    }
  }

  /** What happens, by its name in the tables. */
  private enum Event {
    NOTHING("nothing goes wrong"),
    CONFLICT("one conflict"),
    CONFLICTS("conflicts, until it gives up"),
    PARTIAL("a command fails inside `EXEC`"),
    THROWS("the body throws"),
    THROWS_CHECKED("the body throws a checked exception"),
    ROLLBACK_ONLY("a method that takes part asks for a rollback"),
    VIOLATION("a constraint is violated, with JPA when it is flushed"),
    DATABASE_FAILS("the database's commit fails"),
    LOST_REPLY("the reply to `EXEC` is lost"),
    LOST_REPLY_EXACTLY_ONCE("the same with `exactlyOnce`");

    private final String line;

    Event(String line) {
      this.line = line;
    }
  }

  /** For all cases on one server: starting JPA takes longer than a case. */
  private static final Map<List<Object>, TwoStores> STARTED = new HashMap<>();

  private final RedisSetup setup;
  private int runs;

  TransactionTableTests(RedisSetup setup) {
    this.setup = setup;
  }

  private TwoStores stores(Database database, boolean exactlyOnce) {
    return STARTED.computeIfAbsent(
        List.of(database, exactlyOnce),
        key ->
            new TwoStores(
                setup,
                database,
                "redis.atomic.max-retries=2",
                "redis.atomic.exactly-once=" + exactlyOnce));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    STARTED.values().forEach(TwoStores::close);
    STARTED.clear();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Place.values())
        .flatMap(
            place ->
                Stream.of(Event.values())
                    .flatMap(
                        event ->
                            Stream.of(Database.values())
                                .filter(database -> place.canMeet(event))
                                .map(database -> Arguments.of(database, place, event))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asTheTableSays(Database database, Place place, Event event) throws Exception {
    TransactionTables.Line expected =
        TABLES.line(place.heading(database), event.line).orElseThrow();
    TwoStores stores = stores(database, event == Event.LOST_REPLY_EXACTLY_ONCE);
    stores.empty();
    stores.other().set("stock", "5");
    runs = 0;
    if (event == Event.DATABASE_FAILS) {
      stores.failDatabaseCommit();
    }
    if (event == Event.LOST_REPLY || event == Event.LOST_REPLY_EXACTLY_ONCE) {
      stores.proxy().cutAfterNext(named("EXEC"));
    }

    Object result;
    try {
      result = place.call(stores, () -> body(stores, place, event));
    } catch (Throwable e) {
      result = e;
    }

    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    assertThat(expected.result(result)).as("%s", result).isEqualTo(expected.caller());
    assertThat(runs).as("runs").isEqualTo(expected.runs());
    assertThat(applied(stores, place)).isEqualTo(expected.applied());
  }

  private Object body(TwoStores stores, Place place, Event event) throws Exception {
    runs++;
    int stock = Integer.parseInt(String.valueOf(stores.redis().opsForValue().get("stock")));
    if (place != Place.READ_ONLY) {
      stores.insert(event == Event.VIOLATION ? 0 : runs);
    }
    stores.redis().opsForValue().set("stock", "sold " + (stock - 1));
    switch (event) {
      case CONFLICT -> {
        if (runs == 1) {
          stores.other().incr("stock");
        }
      }
      case CONFLICTS -> stores.other().incr("stock");
      case PARTIAL -> stores.redis().opsForList().leftPush("stock", "of another type");
      case THROWS -> throw new IllegalStateException("no");
      case THROWS_CHECKED -> throw new IOException("no");
      case ROLLBACK_ONLY ->
          stores.transaction().executeWithoutResult(status -> status.setRollbackOnly());
      default -> {}
    }
    return "the value";
  }

  /** Rows other than the one that is always there. */
  private static String applied(TwoStores stores, Place place) {
    List<Integer> rows = new ArrayList<>(stores.rows());
    rows.remove((Integer) 0);
    boolean redis = stores.other().get("stock").startsWith("sold");
    if (rows.isEmpty() || place == Place.READ_ONLY) {
      return redis ? "Redis" : "neither";
    }
    assertThat(rows).hasSize(1);
    return redis ? "both" : "the database";
  }

  private static Object sneaky(Callable<Object> body) {
    try {
      return body.call();
    } catch (Throwable e) {
      throw TransactionTableTests.<RuntimeException>unchanged(e);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchanged(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @ParameterizedTest
  @MethodSource("headings")
  void everyLineIsRun(String heading) {
    List<String> lines = TABLES.lines(heading);

    assertThat(lines).isNotEmpty();
    if (!lines.equals(List.of("anything"))) {
      assertThat(lines)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Event.values()).map(event -> event.line).toList());
    }
  }

  static Stream<String> headings() {
    return Stream.of(Place.values())
        .flatMap(place -> Stream.of(Database.values()).map(place::heading))
        .distinct();
  }
}

package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

class WatchSetTests {

  private final WatchSet set = new WatchSet(1000);

  @Test
  void declaredKeysTravelWithTheFirstReadInOrder() {
    set.declare(keys(3));
    set.declare(keys(5));

    assertThat(set.toSendWith(List.of(Key.of("read"), Key.of("1"))))
        .extracting(Key::toString)
        .containsExactly("0", "1", "2", "3", "4", "read");
  }

  @Test
  void keysThatWereSentAreWatchedAndNotSentAgain() {
    set.declare(keys(2));
    set.sent(set.toSendWith(List.of(Key.of("read"))));

    assertThat(set.toSendWith(List.of(Key.of("1"), Key.of("read")))).isEmpty();
    assertThat(set.toSendWith(List.of(Key.of("1"), Key.of("new")))).containsExactly(Key.of("new"));
    assertThat(set.guards(List.of(Key.of("other"), Key.of("1")))).isTrue();
    assertThat(set.guards(List.of(Key.of("new")))).isFalse();
  }

  @Test
  void keysThatAreTooManyAreNotDeclared() {
    WatchSet small = new WatchSet(2);
    small.declare(keys(1));

    assertThatThrownBy(() -> small.declare(keys(3)))
        .isInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("3 keys");
    small.declare(List.of(Key.of("0"), Key.of("0"), Key.of("1")));

    assertThat(small.keys()).extracting(Key::toString).containsExactly("0", "1");
  }

  /** Looking keys up in a list is quadratic in their number. */
  @Test
  void noKeyIsLookedUpInAList() {
    List<Key> keys = new NotForLookUps(keys(1000));

    set.declare(keys);
    assertThat(set.toSendWith(keys)).hasSize(1000);
    set.sent(keys);

    assertThat(set.toSendWith(keys)).isEmpty();
    assertThat(set.guards(keys)).isTrue();
  }

  private static List<Key> keys(int count) {
    return IntStream.range(0, count).mapToObj(i -> Key.of(String.valueOf(i))).toList();
  }

  private static final class NotForLookUps extends ArrayList<Key> {

    private static final long serialVersionUID = 1L;

    NotForLookUps(Collection<Key> keys) {
      super(keys);
    }

    @Override
    public boolean contains(@Nullable Object key) {
      throw new AssertionError("Looked up in a list: " + key);
    }
  }

  @Test
  void whatIsWatchedForOthersIsTheBodysOwnWhenItAsks() {
    WatchSet watchSet = new WatchSet(10);
    watchSet.sent(List.of(Key.of("own")));

    watchSet.sentAhead(List.of(Key.of("own"), Key.of("a"), Key.of("b")));

    assertThat(watchSet.keys()).containsExactly(Key.of("own"));
    assertThat(watchSet.watchedKeys()).hasSize(3);
    assertThat(watchSet.toSendWith(List.of(Key.of("a")))).isEmpty();
    assertThat(watchSet.keys()).containsExactly(Key.of("own"), Key.of("a"));
    watchSet.declare(List.of(Key.of("b")));
    assertThat(watchSet.keys()).hasSize(3);
    assertThat(watchSet.copy().keys()).hasSize(3);
  }

  @Test
  void whatIsWatchedForOthersTakesNoRoomFromTheBody() {
    WatchSet small = new WatchSet(4);
    small.sentAhead(List.of(Key.of("a"), Key.of("b")));

    small.declare(keys(4));
    assertThat(small.keys()).hasSize(4);
    assertThatThrownBy(() -> small.toSendWith(List.of(Key.of("a"), Key.of("more"))))
        .isInstanceOf(InvalidDataAccessApiUsageException.class);
  }
}

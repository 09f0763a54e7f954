package dev.redisatomic.driver.lettuce;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map of RESP3 on its keys and values in turn, in the order in which they came. */
final class MapReply extends AbstractMap<@Nullable Object, @Nullable Object> {
  private final List<@Nullable Object> keysAndValues;

  MapReply(List<@Nullable Object> keysAndValues) {
    this.keysAndValues = keysAndValues;
  }

  @Override
  public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private final class Entries extends AbstractSet<Map.Entry<@Nullable Object, @Nullable Object>> {
    @Override
    public int size() {
      return keysAndValues.size() / 2;
    }

    @Override
    public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
      Iterator<@Nullable Object> each = keysAndValues.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return each.hasNext();
        }

        @Override
        public Map.Entry<@Nullable Object, @Nullable Object> next() {
          return new SimpleImmutableEntry<>(each.next(), each.next());
        }
      };
    }
  }
}

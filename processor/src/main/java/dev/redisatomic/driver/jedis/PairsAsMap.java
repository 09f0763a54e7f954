package dev.redisatomic.driver.jedis;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A map reply on the list of pairs that Jedis makes of it, which is not copied. */
final class PairsAsMap extends AbstractMap<@Nullable Object, @Nullable Object> {
  private final List<Map.Entry<@Nullable Object, @Nullable Object>> pairs;

  private PairsAsMap(List<Map.Entry<@Nullable Object, @Nullable Object>> pairs) {
    this.pairs = pairs;
  }

  @SuppressWarnings("unchecked") // Jedis' KeyValue is an entry
  static PairsAsMap of(List<?> pairs) {
    return new PairsAsMap((List<Map.Entry<@Nullable Object, @Nullable Object>>) pairs);
  }

  List<?> pairs() {
    return pairs;
  }

  @Override
  public Set<Map.Entry<@Nullable Object, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<@Nullable Object, @Nullable Object>> iterator() {
        return pairs.iterator();
      }

      @Override
      public int size() {
        return pairs.size();
      }
    };
  }
}

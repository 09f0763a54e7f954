package dev.redisatomic.interceptor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the beans with atomic methods that are being made: their class before anybody has
 * wrapped them, the proxy that Spring made, and what was handed out early because of a circular
 * reference.
 */
public final class BeansInCreation {

  private final Map<String, Class<?>> types = new ConcurrentHashMap<>();
  private final Map<String, Object> proxies = new ConcurrentHashMap<>();
  private final Map<String, Object> exposed = new ConcurrentHashMap<>();

  /** Begins without beans. */
  public BeansInCreation() {}

  void begin(String name, Class<?> type) {
    types.put(name, type);
    proxies.remove(name);
    exposed.remove(name);
  }

  boolean contains(String name) {
    return types.containsKey(name);
  }

  /** The bean as it was made is about to be handed out. */
  void expose(String name, Object plain) {
    exposed.put(name, plain);
  }

  void proxied(String name, Object proxy) {
    proxies.put(name, proxy);
  }

  /** The proxy that others have already, if this is the plain bean of it; else the bean itself. */
  Object earlyProxy(String name, Object bean) {
    return bean == exposed.get(name) ? proxies.getOrDefault(name, bean) : bean;
  }

  /** The opposite of {@link #earlyProxy}. */
  Object plain(String name, Object bean) {
    Object plain = exposed.get(name);
    return plain != null && bean == proxies.get(name) ? plain : bean;
  }

  @Nullable Class<?> type(String name) {
    return types.get(name);
  }

  @Nullable Object proxy(String name) {
    return proxies.get(name);
  }

  void end(String name) {
    types.remove(name);
    proxies.remove(name);
    exposed.remove(name);
  }
}

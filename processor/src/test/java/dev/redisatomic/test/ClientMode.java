package dev.redisatomic.test;

/** The two ways in which a JedisConnectionFactory talks to Redis; both have to behave alike. */
public enum ClientMode {
  REDIS_CLIENT("RedisClient"),
  LEGACY_JEDIS("legacy Jedis");

  private final String label;

  ClientMode(String label) {
    this.label = label;
  }

  @Override
  public String toString() {
    return label;
  }
}

package dev.redisatomic.sample.redis;

import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;

/** The server that the application has started for itself. Its text says from which program. */
interface OwnRedis extends DataRedisConnectionDetails, AutoCloseable {

  @Override
  void close();
}

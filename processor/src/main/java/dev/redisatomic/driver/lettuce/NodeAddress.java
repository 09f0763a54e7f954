package dev.redisatomic.driver.lettuce;

import io.lettuce.core.RedisURI;

/** The address of a server, as a cluster or a Sentinel says. */
record NodeAddress(String host, int port) {

  static NodeAddress of(RedisURI uri) {
    return new NodeAddress(uri.getHost(), uri.getPort());
  }

  /** Combines this address with the credentials, database, names and TLS of another. */
  RedisURI with(RedisURI settings) {
    RedisURI uri = RedisURI.builder(settings).withHost(host).withPort(port).build();
    uri.setDriverInfo(settings.getDriverInfo());
    return uri;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}

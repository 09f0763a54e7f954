package dev.redisatomic.benchmarks.migration;

import org.redisson.api.RBucket;
import org.redisson.api.RTransaction;
import org.redisson.api.RedissonClient;
import org.redisson.api.TransactionOptions;
import org.redisson.client.codec.StringCodec;

record WithTransaction(RedissonClient redisson) {

  public boolean take(String product) {
    RTransaction transaction = redisson.createTransaction(TransactionOptions.defaults());
    RBucket<String> stock = transaction.getBucket("stock:" + product, StringCodec.INSTANCE);
    long left = Long.parseLong(stock.get()); // not guarded
    if (left < 1) {
      transaction.rollback();
      return false;
    }
    stock.set(String.valueOf(left - 1));
    transaction.getSet("taken", StringCodec.INSTANCE).add(product);
    transaction.commit();
    return true;
  }
}

package dev.redisatomic.recipes;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.ArrayList;
import java.util.List;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;
import tools.jackson.databind.json.JsonMapper;

class Documents {

  private final JsonMapper json = JsonMapper.shared();
  private final ValueOperations<String, String> values;

  Documents(StringRedisTemplate redis) {
    this.values = redis.opsForValue();
  }

  record Cart(List<String> products) {}

  @RedisAtomic
  public void add(@Watched("cart:{}") String id, String product) {
    Cart cart = json.readValue(values.get("cart:" + id), Cart.class);
    List<String> products = new ArrayList<>(cart.products());
    products.add(product);
    values.set("cart:" + id, json.writeValueAsString(new Cart(products)));
  }
}

package dev.redisatomic.sample.shop;

import dev.redisatomic.sample.shop.Customer.Tier;
import java.util.List;
import org.springframework.data.repository.CrudRepository;

/** The customers in Redis: an ordinary repository. */
interface Customers extends CrudRepository<Customer, String> {

  List<Customer> findByTier(Tier tier);
}

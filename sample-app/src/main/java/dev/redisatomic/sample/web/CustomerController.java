package dev.redisatomic.sample.web;

import dev.redisatomic.sample.shop.Customer;
import dev.redisatomic.sample.shop.Customer.Tier;
import dev.redisatomic.sample.shop.LoyaltyService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The shop's loyalty cards over HTTP. */
@RestController
class CustomerController {

  private final LoyaltyService loyalty;

  CustomerController(LoyaltyService loyalty) {
    this.loyalty = loyalty;
  }

  record Earned(@Min(1) @Max(1_000_000) long points) {}

  @PostMapping("/customers/{id}/points")
  Customer earn(@PathVariable @Identifier String id, @Valid @RequestBody Earned earned) {
    return loyalty.earn(id, earned.points());
  }

  @GetMapping("/customers")
  List<Customer> find(@RequestParam Tier tier) {
    return loyalty.find(tier);
  }
}

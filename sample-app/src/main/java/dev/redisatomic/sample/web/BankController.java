package dev.redisatomic.sample.web;

import dev.redisatomic.Queued;
import dev.redisatomic.sample.bank.Account;
import dev.redisatomic.sample.bank.BankService;
import dev.redisatomic.sample.bank.NaiveBankService;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The bank over HTTP. Not enough money is an answer, not an error: status 200 with an {@link
 * Outcome}. A conflict that used up its retries is 409.
 */
@RestController
class BankController {

  private static final long MOST = 1_000_000_000_000L;

  private final BankService bank;
  private final NaiveBankService naiveBank;
  private final AccountNames names;

  BankController(BankService bank, NaiveBankService naiveBank, AccountNames names) {
    this.bank = bank;
    this.naiveBank = naiveBank;
    this.names = names;
  }

  record Opening(@Identifier String account, @Min(0) @Max(MOST) long balance) {}

  record Transfer(@Identifier String from, @Identifier String to, @Min(1) @Max(MOST) long amount) {

    @AssertTrue(message = "must be another account than 'from'")
    boolean isTo() {
      return !Objects.equals(from, to);
    }
  }

  record Deposit(
      @NotNull @Size(min = 1, max = 100) Set<@Identifier String> accounts,
      @Min(1) @Max(MOST) long amount) {}

  enum Outcome {
    TRANSFERRED,
    INSUFFICIENT_FUNDS
  }

  record Answer(Outcome outcome) {

    static Answer to(boolean transferred) {
      return new Answer(transferred ? Outcome.TRANSFERRED : Outcome.INSUFFICIENT_FUNDS);
    }
  }

  @PostMapping("/accounts")
  ResponseEntity<?> open(@Valid @RequestBody Opening opening) {
    if (!bank.open(opening.account(), opening.balance())) {
      String detail = "There is an account '" + opening.account() + "' already.";
      return ResponseEntity.of(ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail))
          .build();
    }
    return ResponseEntity.created(URI.create("/accounts/" + opening.account()))
        .body(new Account(opening.account(), opening.balance(), 0));
  }

  @GetMapping("/accounts")
  List<Account> list() {
    return bank.findAll(names.first());
  }

  @GetMapping("/accounts/{account}")
  Account read(@PathVariable @Identifier String account) {
    return bank.find(account);
  }

  @PostMapping("/transfers")
  Answer transfer(@Valid @RequestBody Transfer transfer) {
    return Answer.to(bank.transfer(transfer.from(), transfer.to(), transfer.amount()));
  }

  @PostMapping("/naive/transfers")
  Answer naiveTransfer(@Valid @RequestBody Transfer transfer) {
    return Answer.to(naiveBank.transfer(transfer.from(), transfer.to(), transfer.amount()));
  }

  @PostMapping("/deposits")
  Map<String, @Nullable Long> deposit(@Valid @RequestBody Deposit deposit) {
    Map<String, @Nullable Long> balances = new LinkedHashMap<>();
    for (Map.Entry<String, Queued<@Nullable Long>> recorded :
        bank.deposit(deposit.accounts(), deposit.amount()).entrySet()) {
      balances.put(recorded.getKey(), recorded.getValue().get());
    }
    return balances;
  }
}

package dev.redisatomic.sample.wire;

import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.SentCommand;
import dev.redisatomic.sample.bank.BankService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** One transfer with a conflict over HTTP, with every command that it sent. */
@RestController
class WireController {

  private final WireDemo demo;

  WireController(WireDemo demo) {
    this.demo = demo;
  }

  record Sources(String transfer, String interruption) {}

  record Happening(Call transfer, Call rival) {}

  record Call(String method, String outcome, List<Attempt> attempts) {

    static Call of(CallEvent event) {
      return new Call(
          event.call().method(),
          event.outcome().label(),
          event.attempts().stream().map(Attempt::of).toList());
    }
  }

  /** Each round trip is a list of commands that were sent in one write. */
  record Attempt(int number, String outcome, List<List<Sent>> roundTrips) {

    static Attempt of(AttemptEvent event) {
      return new Attempt(
          event.number(),
          event.outcome().label(),
          event.roundTrips().stream()
              .map(trip -> trip.commands().stream().map(Sent::of).toList())
              .toList());
    }
  }

  record Sent(String command, String reply) {

    static Sent of(SentCommand sent) {
      return new Sent(String.join(" ", sent.words()), sent.reply());
    }
  }

  @GetMapping("/wire/sources")
  Sources sources() {
    return new Sources(
        SourceCode.method(BankService.class, "transfer"),
        SourceCode.method(Interruption.class, "transfer"));
  }

  @PostMapping("/wire")
  Happening run() {
    WireDemo.Happening happening = demo.run();
    return new Happening(Call.of(happening.transfer()), Call.of(happening.rival()));
  }
}

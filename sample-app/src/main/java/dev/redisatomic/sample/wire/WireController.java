package dev.redisatomic.sample.wire;

import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.SentCommand;
import dev.redisatomic.sample.bank.BankService;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows over HTTP one transfer with a conflict, and three transfers that commit together, with
 * every command that they sent.
 */
@RestController
class WireController {

  private final WireDemo demo;
  private final GroupDemo group;

  WireController(WireDemo demo, GroupDemo group) {
    this.demo = demo;
    this.group = group;
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

  /** An attempt. Each round trip is a list of commands that were sent in one write. */
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

  /**
   * Transfers that have committed together.
   *
   * @param transfers in the order in which their bodies have run
   * @param roundTrips what was sent for all of them
   */
  record Group(List<Transfer> transfers, List<List<SentInGroup>> roundTrips) {

    static Group of(GroupDemo.Happening happening) {
      return new Group(
          happening.members().stream().map(Transfer::of).toList(),
          happening.sent().stream()
              .map(trip -> trip.stream().map(SentInGroup::of).toList())
              .toList());
    }
  }

  record Transfer(String text, String outcome, int reads, int writes) {

    static Transfer of(GroupDemo.Member member) {
      AttemptEvent attempt = member.attempt();
      return new Transfer(
          member.text(), attempt.outcome().label(), attempt.reads(), attempt.writes());
    }
  }

  /** A command, and whose write it is: the number of a transfer, or 0 for what serves all. */
  record SentInGroup(String command, String reply, int transfer) {

    static SentInGroup of(Whose.Part part) {
      Sent sent = Sent.of(part.sent());
      return new SentInGroup(sent.command(), sent.reply(), part.member());
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

  @PostMapping("/wire/group")
  Group runGroup() throws InterruptedException {
    return Group.of(group.run());
  }
}

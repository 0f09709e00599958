import TTRPC
import Testing
import TributaryClient
@testable import TributaryConsole

/// The words of `tributary explain`, one story each. A merchant and a partner read them when they do not agree.
@Suite struct ExplainTests {
  @Test func aContestedSaleNamesTheWinnerAndEachLoser() async {
    #expect(
      await explained(ExplainedOrders.contested) == """
        Sale A-1001 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:03Z
        Customer  jo@example.com, number 17, order 2 of this customer
        Base      25.00 EUR: items of 30.00 EUR minus a discount of 5.00 EUR, without tax and shipping

        Who referred it
        anna, SubID spring, by last touch: the latest click inside the window that counts.
          1. Coupon BEN5 is ben's.
             Outranked: a click decided, and clicks come before it.
          2. Click token v1.k1.c29tZSBzaWduZWQgYnl0ZXMgb… proves a click on anna's link at 2026-01-31T11:00:00Z.
             Won: the latest click that counts.
          3. Visitor v-1 followed anna's link at 2026-01-31T11:00:00Z.
             Does not count twice: it is the click of number 2.
          4. Visitor v-1 followed ben's link at 2026-01-28T12:00:00Z.
             Outranked: anna's click at 2026-01-31T11:00:00Z was later.
          5. Visitor v-1 followed dora's link at 2025-12-01T12:00:00Z.
             Does not count: it is 61 days old, older than this program's window.
          6. Customer jo@example.com was referred by carla at 2026-01-01T12:00:00Z.
             Outranked: a click decided, and clicks come before it.

        What was earned
        anna earned 2.50 EUR, approved from 2026-02-14T12:00:00Z.
        carla earned 0.25 EUR for having brought in anna, approved from 2026-02-14T12:00:00Z.

        Ledger
        No.  Written               For          Entry   Partner  Tier    Amount  Approved from         Paid by
        ───  ────────────────────  ───────────  ──────  ───────  ────  ────────  ────────────────────  ───────
         11  2026-01-31T12:00:00Z  sale A-1001  earned  anna        1  2.50 EUR  2026-02-14T12:00:00Z
         12  2026-01-31T12:00:00Z  sale A-1001  earned  carla       2  0.25 EUR  2026-02-14T12:00:00Z

        Net
        anna   2.50 EUR
        carla  0.25 EUR

        """)
  }

  @Test func aCouponDecidesBeforeAClickAndTheRulesGiveNothing() async {
    #expect(
      await explained(ExplainedOrders.coupon) == """
        Sale A-1002 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z
        Customer  number 17, order 3 of this customer
        Base      4,800 JPY: the items, without tax and shipping

        Who referred it
        ben, by coupon: the customer used a coupon of this partner.
          1. Coupon BEN5 is ben's.
             Won: the coupon decided.
          2. Click k-1 was on anna's link at 2026-01-31T11:00:00Z.
             Outranked: coupon BEN5 decided.
          3. Customer number 17 came with it.
             Does not count: nobody had referred this customer when the order first named it.

        What was earned
        Nothing: the program's rules give nothing for it, which is order 3 of its customer.

        """)
  }

  @Test func aContactsReferrerEarnsFromAnotherDevice() async {
    #expect(
      await explained(ExplainedOrders.contactReferrer) == """
        Sale A-1003 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z
        Customer  jo@example.com, order 1 of this customer
        Base      10.00 EUR: the items, without tax and shipping

        Who referred it
        anna, SubID newsletter, by contact last referrer: this partner referred the customer last.
          1. Customer jo@example.com was referred by anna at 2025-12-31T12:00:00Z.
             Won: no coupon and no click decided, so who referred the customer last earns.

        What was earned
        anna earned 1.00 EUR, approved from 2026-02-14T12:00:00Z, paid by payout 2026-02.

        Ledger
        No.  Written               For          Entry   Partner  Tier    Amount  Approved from         Paid by
        ───  ────────────────────  ───────────  ──────  ───────  ────  ────────  ────────────────────  ───────
         21  2026-01-31T12:00:00Z  sale A-1003  earned  anna        1  1.00 EUR  2026-02-14T12:00:00Z  2026-02

        Net
        anna  1.00 EUR

        """)
  }

  @Test func aSelfReferralEarnsNothing() async {
    #expect(
      await explained(ExplainedOrders.selfReferral) == """
        Sale A-1004 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z
        Customer  anna@example.com, order 1 of this customer
        Base      10.00 EUR: the items, without tax and shipping

        Who referred it
        Nobody, unattributed: nothing that is known of it leads to a partner who could earn it.
          1. Click token forged came with it.
             Does not count: the token is not one that this server signed.
          2. Click k-1 was on anna's link at 2026-01-31T11:00:00Z.
             Does not count: the customer is the partner, by the same e-mail address.
          3. A customer whose e-mail address was erased since came with it.
             Does not count: this program does not go by who referred a customer before.

        What was earned
        Nothing: nobody referred it.

        """)
  }

  @Test func refundsTakeBackWhatIsLeft() async {
    #expect(
      await explained(ExplainedOrders.refunded) == """
        Sale A-1005 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z
        Base      25.00 EUR: the items, without tax and shipping

        Who referred it
        anna, by explicit partner: the merchant named this partner.
          1. The merchant named anna as the partner.
             Won: the merchant's word comes before all other evidence.

        What was earned
        anna earned 2.50 EUR, approved from 2026-02-14T12:00:00Z.

        Refunds
        Refund R-1 at 2026-02-01T12:00:00Z: 10.00 EUR of the base is paid back.
          Applied.
          1.00 EUR is taken back from anna.
        Refund R-2 at 2026-02-02T12:00:00Z: 15.00 EUR of the base is paid back.
          Exceeds the order: it asked for more than was left, and took back what was left.
          1.50 EUR is taken back from anna.
        In all 25.00 EUR of 25.00 EUR are paid back.

        Ledger
        No.  Written               For          Entry     Partner  Tier     Amount  Approved from         Paid by
        ───  ────────────────────  ───────────  ────────  ───────  ────  ─────────  ────────────────────  ───────
         31  2026-01-31T12:00:00Z  sale A-1005  earned    anna        1   2.50 EUR  2026-02-14T12:00:00Z
         32  2026-01-31T12:00:00Z  refund R-1   reversed  anna        1  -1.00 EUR  2026-02-14T12:00:00Z
         33  2026-01-31T12:00:00Z  refund R-2   reversed  anna        1  -1.50 EUR  2026-02-14T12:00:00Z

        Net
        anna  0.00 EUR

        """)
  }

  @Test func aRefundWaitsForItsOrder() async {
    #expect(
      await explained(ExplainedOrders.waitingRefund) == """
        Full refund of order A-1006 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z

        Who referred it
        Not decided yet, waiting for order: a refund goes where its order goes, which has not arrived yet.

        What was taken back
        Waiting for its order: it is applied when that arrives.

        """)
  }

  @Test func anAttributionThatMovedShowsWhatItTookAway() async {
    #expect(
      await explained(ExplainedOrders.moved) == """
        Sale A-1007 in shop

        Happened  2026-01-31T12:00:00Z, recorded 2026-01-31T12:00:00Z
        Customer  jo@example.com, order 2 of this customer
        Base      10.00 EUR: the items, without tax and shipping

        Who referred it
        anna, by first touch: the earliest click inside the window that counts.
          1. Click token t-1 proves a click on anna's link at 2026-01-31T10:00:00Z.
             Won: the earliest click that counts.
          2. Click k-2 was on dora's link at 2026-01-31T11:00:00Z.
             Outranked: anna's click at 2026-01-31T10:00:00Z was earlier, and this program goes by the first one.
          3. Customer jo@example.com was referred by ben at 2026-01-30T12:00:00Z.
             Outranked: a click decided, and clicks come before it.

        What was earned
        anna earned 1.00 EUR, approved from 2026-02-14T12:00:00Z.
        1.00 EUR that ben had earned moved away at 2026-01-31T13:00:00Z, when more became known of it.

        Ledger
        No.  Written               For          Entry   Partner  Tier     Amount  Approved from         Paid by
        ───  ────────────────────  ───────────  ──────  ───────  ────  ─────────  ────────────────────  ───────
         41  2026-01-31T12:00:00Z  sale A-1007  earned  ben         1   1.00 EUR  2026-02-14T12:00:00Z
         42  2026-01-31T13:00:00Z  sale A-1007  earned  ben         1  -1.00 EUR  2026-02-14T12:00:00Z
         43  2026-01-31T13:00:00Z  sale A-1007  earned  anna        1   1.00 EUR  2026-02-14T12:00:00Z

        Net
        ben   0.00 EUR
        anna  1.00 EUR

        """)
  }

  private func explained(_ response: GetConversionResponse) async -> String {
    let outcome = await run("explain", "A-1", answer: always(response))
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    return outcome.output
  }
}

internal import TributaryClient

/// What a conversion earned or took back.
struct EarningsExplanation {
  let conversion: RecordedConversion
  /// For a sale, its refunds in the order in which they happened.
  let refunds: [RecordedConversion]

  private var winner: String { conversion.receipt?.partner ?? "" }

  /// What it moved, as it stands, and what it had moved before it was decided anew.
  var lines: [String] {
    let moved = conversion.commissions.map(sentence)
    if conversion.kind == .refund {
      let base =
        conversion.baseMinor == 0 ? [] : ["\(conversion.money(conversion.baseMinor)) of the base is paid back."]
      return base + [status(of: conversion)] + moved
    }
    return (moved.isEmpty ? [reasonForNothing] : moved) + corrections
  }

  private func sentence(_ commission: Commission) -> String {
    guard commission.amountMinor >= 0 else { return takenBack(commission) }
    let amount = FieldValue.money(commission.amountMinor, currency: commission.currency).shown
    let approval = FieldValue.time(commission.availableAtUs).shown
    return "\(visibleText(commission.partner)) earned \(amount)"
      + (commission.tier == 2 ? " for having brought in \(visibleText(winner))" : "")
      + (approval.isEmpty ? "" : ", approved from \(approval)") + payment(of: commission) + "."
  }

  /// The payouts that paid what a partner earned, if any did.
  private func payment(of commission: Commission) -> String {
    let payouts = conversion.entries
      .filter { $0.kind == .earned && $0.amountMinor > 0 && !$0.payout.isEmpty }
      .filter { $0.partner == commission.partner && $0.tier == commission.tier }
      .map { visibleText($0.payout) }
    return payouts.isEmpty ? "" : ", paid by payout " + payouts.joined(separator: " and ")
  }

  private func takenBack(_ commission: Commission) -> String {
    // The magnitude fits but for the smallest number, which no commission reaches.
    let amount = Int64(clamping: commission.amountMinor.magnitude)
    return "\(FieldValue.money(amount, currency: commission.currency).shown) is taken back from "
      + "\(visibleText(commission.partner))" + (commission.tier == 2 ? " (second tier)." : ".")
  }

  private var reasonForNothing: String {
    if conversion.test { return "Nothing: it is a test." }
    if winner.isEmpty { return "Nothing: nobody referred it." }
    let number = conversion.contactOrderNumber
    return "Nothing: the program's rules give nothing for it"
      + (number > 1 ? ", which is order \(number) of its customer." : ".")
  }

  /// What was earned first and taken away when more became known.
  private var corrections: [String] {
    conversion.entries.filter { $0.kind == .earned && $0.amountMinor < 0 }.map { entry in
      let amount = Int64(clamping: entry.amountMinor.magnitude)
      return
        "\(FieldValue.money(amount, currency: entry.currency).shown) that \(visibleText(entry.partner)) had earned "
        + "moved away at \(FieldValue.time(entry.recordedAtUs).shown), when more became known of it."
    }
  }

  /// Each refund, what became of it, and what it took back.
  var refundLines: [String] {
    refunds.flatMap(lines) + (conversion.refundedMinor == 0 ? [] : [totalRefunded])
  }

  private func lines(of refund: RecordedConversion) -> [String] {
    let time = FieldValue.time(refund.occurredAtUs).shown
    let base = refund.baseMinor == 0 ? "." : ": \(refund.money(refund.baseMinor)) of the base is paid back."
    let outcome = [status(of: refund)] + refund.commissions.map(sentence)
    return ["\(capitalized(refund.name)) at \(time)\(base)"] + outcome.map { "  " + $0 }
  }

  private func status(of refund: RecordedConversion) -> String {
    capitalized(refund.refundStatus.explanation) + "."
  }

  private var totalRefunded: String {
    "In all \(conversion.money(conversion.refundedMinor)) of \(conversion.money(conversion.baseMinor)) are paid back."
  }
}

/// A text as the beginning of a sentence.
func capitalized(_ text: String) -> String {
  text.prefix(1).uppercased() + text.dropFirst()
}

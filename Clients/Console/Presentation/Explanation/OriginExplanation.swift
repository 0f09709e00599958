internal import TributaryClient

/// Who referred a conversion, and what became of each piece of evidence.
struct OriginExplanation {
  let conversion: RecordedConversion

  private var receipt: Receipt { conversion.receipt ?? Receipt() }

  /// The decision, then two lines for each candidate.
  func lines(_ style: Style) -> [String] {
    [decision(style) + "."]
      + receipt.candidates.enumerated().flatMap { index, candidate in
        let explanation = CandidateExplanation(
          candidate: candidate, receipt: receipt, occurredAtUs: conversion.occurredAtUs)
        let verdict = candidate.verdict == .won ? style.success(explanation.verdict) : explanation.verdict
        let number = "  \(index + 1). "
        return [number + explanation.fact, String(repeating: " ", count: number.count) + verdict]
      }
  }

  private func decision(_ style: Style) -> String {
    guard !receipt.partner.isEmpty else {
      let isUndecided = receipt.rule == .waitingForOrder
      return (isUndecided ? "Not decided yet, " : "Nobody, ") + receipt.rule.explanation
    }
    let subID = receipt.subId.isEmpty ? "" : ", SubID \(visibleSubID(receipt.subId))"
    return "\(style.success(visibleText(receipt.partner)))\(subID), by \(receipt.rule.explanation)"
  }
}

import Testing
import TributaryClient
@testable import TributaryConsole

@Suite struct WordsTests {
  /// The words of one enumeration's values, but for the unspecified one.
  struct Enumeration: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
  }

  static let all = [
    Enumeration(testDescription: "ClickDisposition", words: ClickDisposition.known.map(\.word)),
    Enumeration(testDescription: "ConversionKind", words: ConversionKind.known.map(\.word)),
    Enumeration(testDescription: "AttributionRule", words: AttributionRule.known.map(\.word)),
    Enumeration(testDescription: "EvidenceKind", words: EvidenceKind.known.map(\.word)),
    Enumeration(testDescription: "Verdict", words: Verdict.known.map(\.word)),
    Enumeration(testDescription: "RefundStatus", words: RefundStatus.known.map(\.word)),
    Enumeration(testDescription: "LedgerEntryKind", words: LedgerEntryKind.known.map(\.word)),
    Enumeration(testDescription: "ReportKey", words: ReportKey.known.map(\.word)),
    Enumeration(testDescription: "Plan", words: Plan.known.map(\.word)),
    Enumeration(testDescription: "PartnerStatus", words: PartnerStatus.known.map(\.word)),
    Enumeration(testDescription: "KeyScope", words: KeyScope.known.map(\.word)),
    Enumeration(testDescription: "CouponPrecedence", words: CouponPrecedence.known.map(\.word)),
    Enumeration(testDescription: "TouchPreference", words: TouchPreference.known.map(\.word)),
    Enumeration(testDescription: "ContactReferrer", words: ContactReferrer.known.map(\.word)),
    Enumeration(testDescription: "AddressStorage", words: AddressStorage.known.map(\.word)),
  ]

  @Test(arguments: all)
  func everyValueHasAWordOfItsOwn(_ enumeration: Enumeration) {
    #expect(enumeration.words.first == "unspecified")
    #expect(Set(enumeration.words).count == enumeration.words.count)
    #expect(enumeration.words.allSatisfy { !$0.isEmpty && !$0.hasPrefix("unrecognized") })
    #expect(enumeration.words.joined().allSatisfy { $0 == "_" || $0.isLowercase })
  }

  @Test func aValueOfANewerServerIsNamedByItsNumber() {
    #expect(Verdict.unrecognized(99).word == "unrecognized_99")
    #expect(AttributionRule.unrecognized(99).explanation == "unrecognized 99")
  }

  @Test func everyRuleAndEveryStatusIsExplained() {
    for rule in AttributionRule.known where rule != .unspecified {
      #expect(rule.explanation.hasPrefix(spaced(rule.word) + ": "))
    }
    for status in RefundStatus.known where status != .unspecified && status != .applied {
      #expect(status.explanation.contains(": "))
    }
  }

  @Test func whyNobodyVouchesIsExplained() {
    let candidate = Candidate(evidence: .clickId, value: "k-1", clickId: "k-1", partner: "ben", verdict: .unconfirmed)
    let explanation = CandidateExplanation(
      candidate: candidate, receipt: Receipt(candidates: [candidate]), occurredAtUs: 1)
    #expect(
      explanation.verdict
        == "Does not count: only a pixel without a signature says so, and trusted evidence decided or names another "
        + "customer.")
  }

  @Test(arguments: EvidenceKind.known, Verdict.known)
  func everyVerdictOnEveryEvidenceIsASentence(_ evidence: EvidenceKind, _ verdict: Verdict) {
    let candidate = Candidate(
      evidence: evidence, value: "v", clickId: "c", partner: "anna", touchedAtUs: 1_769_860_800_000_000,
      verdict: verdict)
    let explanation = CandidateExplanation(
      candidate: candidate, receipt: Receipt(candidates: [candidate]), occurredAtUs: 1_769_860_800_000_000)
    #expect(explanation.fact.hasSuffix("."))
    #expect(explanation.verdict.hasSuffix("."))
    guard verdict != .unspecified, evidence != .unspecified else { return }
    #expect(explanation.verdict != "\(spaced(verdict.word)).")
    #expect(explanation.verdict != "Does not count: \(spaced(verdict.word)).")
  }
}

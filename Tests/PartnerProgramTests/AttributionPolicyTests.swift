import PartnerProgram
import Testing

@Suite struct AttributionPolicyTests {
  @Test func whatIsNotSentHasItsDefault() throws {
    let policy = try AttributionPolicy()
    #expect(policy == .standard)
    #expect(policy.coupon == .beforeClick && policy.touch == .last && policy.contact == .last)
    #expect(policy.windowDays == 60 && policy.contactWindowDays == 0 && policy.effectiveContactWindowDays == 60)
    #expect(try AttributionPolicy(windowDays: 7).effectiveContactWindowDays == 7)
    #expect(try AttributionPolicy(windowDays: 7, contactWindowDays: 9).effectiveContactWindowDays == 9)
  }

  @Test func windowsAreUpToTenYears() throws {
    #expect(try AttributionPolicy(windowDays: 3_650, contactWindowDays: 3_650).windowDays == 3_650)
    for days: Int32 in [-1, 3_651, .min, .max] {
      let clicks = fieldError { () throws(FieldError) in _ = try AttributionPolicy(windowDays: days) }
      #expect(clicks?.field == "window_days")
      let contacts = fieldError { () throws(FieldError) in _ = try AttributionPolicy(contactWindowDays: days) }
      #expect(contacts?.field == "attribution.contact_window_days")
    }
  }
}

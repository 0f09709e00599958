internal import PartnerProgram
internal import TributaryProtocol

extension PartnerProgram.Program {
  /// A program from its message.
  ///
  /// - Throws: a ``FieldError`` whose field begins with `program`.
  init(_ sent: Wire.Program, account: AccountID, createdAt: Timestamp) throws(FieldError) {
    self = try inside("program") { () throws(FieldError) in
      try PartnerProgram.Program(
        slug: Slug(sent.slug, field: "slug"),
        account: account,
        name: sent.name,
        currency: Currency(sent: sent.currency),
        timeZone: sent.timeZone,
        attribution: PartnerProgram.AttributionPolicy(
          sent.attribution ?? Wire.AttributionPolicy(), windowDays: sent.windowDays),
        holdDays: sent.holdDays,
        commission: CommissionTerms(sent.commission ?? Wire.CommissionRule()),
        clickRetentionDays: sent.clickRetentionDays,
        addressStorage: value(of: sent.addressStorage.rawValue, default: .truncated, field: "address_storage"),
        trackingURL: sent.trackingUrl,
        landingURL: sent.landingAddress(),
        thankYouURL: sent.thankYouAddress(),
        allowedHosts: sent.checkedHosts(),
        formFields: sent.checkedFormFields(),
        createdAt: createdAt)
    }
  }
}

extension PartnerProgram.AttributionPolicy {
  /// A policy from its message; what is not said is the usual way.
  ///
  /// - Throws: a ``FieldError`` whose field is relative to the program.
  fileprivate init(_ sent: Wire.AttributionPolicy, windowDays: Int32) throws(FieldError) {
    try self.init(
      coupon: value(of: sent.coupon.rawValue, default: .beforeClick, field: "attribution.coupon"),
      touch: value(of: sent.touch.rawValue, default: .last, field: "attribution.touch"),
      contact: value(of: sent.contact.rawValue, default: .last, field: "attribution.contact"),
      windowDays: windowDays,
      contactWindowDays: sent.contactWindowDays)
  }
}

extension CommissionTerms {
  /// A program's own commission from its message.
  ///
  /// - Throws: a ``FieldError`` whose field begins with `commission`.
  fileprivate init(_ sent: Wire.CommissionRule) throws(FieldError) {
    self = try inside("commission") { () throws(FieldError) in
      let rule = try PartnerProgram.CommissionRule(sent)
      let tierTwoRate = try Rate(percentE4: sent.tierTwoRateE4, field: "tier_two_rate_e4")
      return try CommissionTerms(
        rule: rule, capMinor: sent.capMinor, tierTwoRate: tierTwoRate, firstOrders: sent.firstOrders)
    }
  }
}

extension PartnerProgram.CommissionRule {
  /// What a sale and a lead earn, from its message.
  ///
  /// - Throws: a ``FieldError`` whose field is relative to the message.
  init(_ sent: Wire.CommissionRule) throws(FieldError) {
    try self.init(
      saleRate: Rate(percentE4: sent.saleRateE4, field: "sale_rate_e4"),
      saleFlatMinor: sent.saleFlatMinor,
      leadFlatMinor: sent.leadFlatMinor)
  }
}

extension Wire.Program {
  /// A program as stored.
  ///
  /// - Parameter account: the slug of its account.
  init(_ program: PartnerProgram.Program, account: String) {
    self.init(
      slug: program.slug.text,
      account: account,
      name: program.name,
      currency: program.currency.code,
      timeZone: program.timeZone,
      windowDays: program.attribution.windowDays,
      commission: Wire.CommissionRule(program.commission),
      holdDays: program.holdDays,
      trackingUrl: program.trackingURL,
      createdAtUs: program.createdAt.microseconds,
      attribution: Wire.AttributionPolicy(program.attribution),
      clickRetentionDays: program.clickRetentionDays,
      addressStorage: Wire.AddressStorage(rawValue: Int32(program.addressStorage.rawValue)))
    setBrowserFields(of: program)
  }
}

extension Wire.AttributionPolicy {
  fileprivate init(_ policy: PartnerProgram.AttributionPolicy) {
    self.init(
      coupon: Wire.CouponPrecedence(rawValue: Int32(policy.coupon.rawValue)),
      touch: Wire.TouchPreference(rawValue: Int32(policy.touch.rawValue)),
      contact: Wire.ContactReferrer(rawValue: Int32(policy.contact.rawValue)),
      contactWindowDays: policy.contactWindowDays)
  }
}

extension Wire.CommissionRule {
  fileprivate init(_ terms: CommissionTerms) {
    self.init(terms.rule)
    capMinor = terms.capMinor
    tierTwoRateE4 = terms.tierTwoRate.percentE4
    firstOrders = terms.firstOrders
  }

  /// A rule as stored.
  init(_ rule: PartnerProgram.CommissionRule) {
    self.init(
      saleRateE4: rule.saleRate.percentE4, saleFlatMinor: rule.saleFlatMinor, leadFlatMinor: rule.leadFlatMinor)
  }
}

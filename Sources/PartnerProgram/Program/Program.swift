/// What is stored of visitors' network addresses. The numbers are those of the public contract and are stored.
public enum AddressStorage: UInt8, CaseIterable, Sendable {
  /// What ``AddressTruncation`` leaves of them.
  case truncated = 1
  /// Nothing.
  case none = 2
  /// All of them.
  case full = 3
}

/// A partner program of an account.
public struct Program: Hashable, Sendable {
  /// Its row; unassigned until it is stored.
  public var id: ProgramID
  /// Its name in URLs, unique on the server and for ever.
  public let slug: Slug
  /// The account that owns it.
  public let account: AccountID
  /// Its name for people.
  public let name: String
  /// The currency of flat commissions, and of clicks and leads in reports. For ever.
  public let currency: Currency
  /// The IANA name of the time zone that decides where a day begins. For ever.
  public let timeZone: String
  /// How it is decided who referred a conversion.
  public let attribution: AttributionPolicy
  /// How many days after an order's its commission is approved.
  public let holdDays: Int32
  /// What a sale and a lead earn.
  public let commission: CommissionTerms
  /// How many days clicks are kept; 0 means for ever.
  public let clickRetentionDays: Int32
  /// What is stored of visitors' network addresses.
  public let addressStorage: AddressStorage
  /// Where the tracking host is reached; empty when that is not known.
  public let trackingURL: String
  /// Where links lead that name no campaign; nil when that is not known.
  public let landingURL: WebAddress?
  /// Where the form processor sends visitors who opted in; nil when it thanks them itself.
  public let thankYouURL: WebAddress?
  /// Hosts, besides those of the program's and its campaigns' addresses, that links and forms may lead to and that
  /// scripts may post from.
  public let allowedHosts: [AllowedHost]
  /// Fields of forms that are kept with the contact, besides the e-mail address.
  public let formFields: [FormFieldName]
  /// When it was made.
  public let createdAt: Timestamp

  /// The longest hold.
  public static let maximumHoldDays: Int32 = 365
  /// The shortest retention of clicks, whatever the window: a visit is unique by the clicks of the 24 hours before it.
  public static let minimumClickRetentionDays: Int32 = 2
  /// The longest retention of clicks that is not for ever.
  public static let maximumClickRetentionDays: Int32 = 36_500
  /// How many hosts may be allowed.
  public static let maximumAllowedHosts = 50
  /// How many fields of forms may be kept.
  public static let maximumFormFields = 16
  /// The time zone of a program that names none.
  public static let defaultTimeZone = "UTC"

  /// Makes a program from what was sent or stored.
  ///
  /// Whether a time zone of that name exists is for the caller to find out.
  ///
  /// - Parameters:
  ///   - name: 1 to 200 bytes. Empty means the slug.
  ///   - timeZone: Empty means ``defaultTimeZone``.
  ///   - holdDays: 0 to ``maximumHoldDays``.
  ///   - clickRetentionDays: As long as the window for clicks and ``minimumClickRetentionDays`` or longer, up to
  ///     ``maximumClickRetentionDays``, so that no click is deleted that can earn. 0 means for ever.
  ///   - trackingURL: An `http` or `https` address without query. Empty means not known.
  ///   - allowedHosts: At most ``maximumAllowedHosts``, each once.
  ///   - formFields: At most ``maximumFormFields``, each once.
  /// - Throws: A ``FieldError`` that names the field relative to the program.
  public init(
    id: ProgramID = .unassigned, slug: Slug, account: AccountID, name: String = "", currency: Currency,
    timeZone: String = "", attribution: AttributionPolicy = .standard, holdDays: Int32 = 0,
    commission: CommissionTerms = .nothing, clickRetentionDays: Int32 = 0,
    addressStorage: AddressStorage = .truncated, trackingURL: String = "", landingURL: WebAddress? = nil,
    thankYouURL: WebAddress? = nil, allowedHosts: [AllowedHost] = [], formFields: [FormFieldName] = [],
    createdAt: Timestamp
  ) throws(FieldError) {
    self.id = id
    self.slug = slug
    self.account = account
    self.name = try DisplayName.resolve(name, default: slug)
    self.currency = currency
    self.timeZone = timeZone.isEmpty ? Self.defaultTimeZone : timeZone
    try TextRule.timeZoneName.check(self.timeZone, field: "time_zone")
    self.attribution = attribution
    guard (0...Self.maximumHoldDays).contains(holdDays) else {
      throw FieldError(field: "hold_days", message: "must be between 0 and 365")
    }
    self.holdDays = holdDays
    self.commission = commission
    let shortest = max(attribution.windowDays, Self.minimumClickRetentionDays)
    guard clickRetentionDays == 0 || (shortest...Self.maximumClickRetentionDays).contains(clickRetentionDays) else {
      throw FieldError(
        field: "click_retention_days",
        message: "must be between \(shortest) (the window, and at least 2) and 36,500, or 0 for ever")
    }
    self.clickRetentionDays = clickRetentionDays
    self.addressStorage = addressStorage
    try TrackingURL.check(trackingURL, field: "tracking_url")
    self.trackingURL = trackingURL
    self.landingURL = landingURL
    self.thankYouURL = thankYouURL
    try Self.checkList(allowedHosts, atMost: Self.maximumAllowedHosts, field: "allowed_hosts")
    self.allowedHosts = allowedHosts
    try Self.checkList(formFields, atMost: Self.maximumFormFields, field: "form_fields")
    self.formFields = formFields
    self.createdAt = createdAt
  }

  private static func checkList(
    _ list: [some Hashable], atMost limit: Int, field: String
  ) throws(FieldError) {
    guard list.count <= limit else {
      throw FieldError(field: field, message: "must be at most \(limit), not \(list.count)")
    }
    guard Set(list).count == list.count else { throw FieldError(field: field, message: "must name each once") }
  }
}

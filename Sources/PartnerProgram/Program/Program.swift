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
  /// How long a click can earn, in periods of 24 hours.
  public let windowDays: Int32
  /// How long after an order its commission is approved, in periods of 24 hours.
  public let holdDays: Int32
  /// What a sale and a lead earn.
  public let commission: CommissionRule
  /// Where the tracking host is reached; empty when that is not known.
  public let trackingURL: String
  /// When it was made.
  public let createdAt: Timestamp

  /// The window of a program that names none.
  public static let defaultWindowDays: Int32 = 60
  /// The longest window: ten years, the leap days left out.
  public static let maximumWindowDays: Int32 = 3_650
  /// The longest hold.
  public static let maximumHoldDays: Int32 = 365
  /// The time zone of a program that names none.
  public static let defaultTimeZone = "UTC"

  /// Makes a program from what was sent or stored.
  ///
  /// Whether a time zone of that name exists is for the caller to find out.
  ///
  /// - Parameters:
  ///   - name: 1 to 200 bytes. Empty means the slug.
  ///   - timeZone: Empty means ``defaultTimeZone``.
  ///   - windowDays: 1 to ``maximumWindowDays``. 0 means ``defaultWindowDays``.
  ///   - holdDays: 0 to ``maximumHoldDays``.
  ///   - trackingURL: An `http` or `https` address without query. Empty means not known.
  /// - Throws: A ``FieldError`` that names the field relative to the program.
  public init(
    id: ProgramID = .unassigned, slug: Slug, account: AccountID, name: String = "", currency: Currency,
    timeZone: String = "", windowDays: Int32 = 0, holdDays: Int32 = 0, commission: CommissionRule = .nothing,
    trackingURL: String = "", createdAt: Timestamp
  ) throws(FieldError) {
    self.id = id
    self.slug = slug
    self.account = account
    self.name = try DisplayName.resolve(name, default: slug)
    self.currency = currency
    self.timeZone = timeZone.isEmpty ? Self.defaultTimeZone : timeZone
    try TextRule.timeZoneName.check(self.timeZone, field: "time_zone")
    guard (0...Self.maximumWindowDays).contains(windowDays) else {
      throw FieldError(field: "window_days", message: "must be between 1 and 3,650, or 0 for 60")
    }
    self.windowDays = windowDays == 0 ? Self.defaultWindowDays : windowDays
    guard (0...Self.maximumHoldDays).contains(holdDays) else {
      throw FieldError(field: "hold_days", message: "must be between 0 and 365")
    }
    self.holdDays = holdDays
    self.commission = commission
    try TrackingURL.check(trackingURL, field: "tracking_url")
    self.trackingURL = trackingURL
    self.createdAt = createdAt
  }
}

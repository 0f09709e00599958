internal import HTTPTypes

/// Why a form is not taken.
struct FormRefusal: Error {
  /// The status of the answer.
  let status: HTTPResponse.Status
  /// Its name among the counters.
  let reason: StaticString
  /// What is wrong, in a sentence for the visitor.
  let message: String
  /// The field that it is about; nil when it is about none.
  var field: String?
  /// Whether the same may be sent again a little later.
  var isTemporary = false

  static let unknownProgram = FormRefusal(
    status: .notFound, reason: "unknown_program", message: "There is no such partner program.")
  static let originNotAllowed = FormRefusal(
    status: .forbidden, reason: "origin_not_allowed", message: "Forms on this site are not taken.")
  static let mediaType = FormRefusal(
    status: .unsupportedMediaType, reason: "media_type",
    message: "A form must come as application/x-www-form-urlencoded or application/json.")
  static let tooLarge = FormRefusal(
    status: .contentTooLarge, reason: "too_large", message: "The form is too large.")
  static let tooManyFields = FormRefusal(
    status: .badRequest, reason: "too_many_fields", message: "A form has at most \(FormFields.maximumFields) fields.")
  static let malformed = FormRefusal(
    status: .badRequest, reason: "malformed", message: "A form must be one object of texts, numbers and booleans.")
  static let email = FormRefusal(
    status: .badRequest, reason: "email", message: "Please enter a valid e-mail address.", field: "email")
  static let formName = FormRefusal(
    status: .badRequest, reason: "form_name",
    message: #"A form's name is 1 to 64 of A-Z, a-z, 0-9, ".", "_" and "-"."#, field: "form")

  /// Nothing was kept, or it is not known whether it was: sent again, it makes no second lead.
  static func lost(_ reason: StaticString) -> FormRefusal {
    FormRefusal(
      status: .serviceUnavailable, reason: reason, message: "Please try again in a few seconds.", isTemporary: true)
  }
}

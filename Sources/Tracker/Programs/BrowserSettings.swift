internal import PartnerProgram
internal import TributaryProtocol

/// Where a program's links and forms lead, and what its forms keep, from and to its message.
extension Wire.Program {
  /// - Throws: a ``FieldError`` whose field is relative to the program.
  func landingAddress() throws(FieldError) -> WebAddress? {
    landingUrl.isEmpty ? nil : try WebAddress(landingUrl, field: "landing_url")
  }

  /// - Throws: a ``FieldError`` whose field is relative to the program.
  func thankYouAddress() throws(FieldError) -> WebAddress? {
    thankYouUrl.isEmpty ? nil : try WebAddress(thankYouUrl, field: "thank_you_url")
  }

  /// - Throws: a ``FieldError`` whose field is relative to the program.
  func checkedHosts() throws(FieldError) -> [PartnerProgram.AllowedHost] {
    try checked(allowedHosts, field: "allowed_hosts") { host, field throws(FieldError) in
      try PartnerProgram.AllowedHost(host.host, field: "\(field).host")
    }
  }

  /// - Throws: a ``FieldError`` whose field is relative to the program.
  func checkedFormFields() throws(FieldError) -> [FormFieldName] {
    try checked(formFields, field: "form_fields") { sent, field throws(FieldError) in
      try FormFieldName(sent.name, field: "\(field).name")
    }
  }

  private func checked<Sent, Value>(
    _ sent: [Sent], field: String, _ value: (Sent, String) throws(FieldError) -> Value
  ) throws(FieldError) -> [Value] {
    try sent.enumerated().map { position, element throws(FieldError) in try value(element, "\(field)[\(position)]") }
  }

  /// Takes over what a program says.
  mutating func setBrowserFields(of program: PartnerProgram.Program) {
    landingUrl = program.landingURL?.text ?? ""
    thankYouUrl = program.thankYouURL?.text ?? ""
    allowedHosts = program.allowedHosts.map { Wire.AllowedHost(host: $0.text) }
    formFields = program.formFields.map { FormField(name: $0.text) }
  }
}

package import PartnerProgram
package import Store

/// What a form tells of somebody who opted in.
package struct FormLead: Sendable {
  /// The program.
  package let program: ProgramEntry
  /// The name of the form.
  package let form: FormFieldName
  /// The address as it was sent.
  package let email: String
  /// What else is kept with the contact.
  package let fields: [ContactField]
  /// The token that the page has kept of the partner's link. Empty means none.
  package let clickToken: String
  /// The visitor that the browser's cookie names; nil when it has none of ours.
  package let visitor: VisitorID?

  /// Takes a lead of its parts.
  package init(
    program: ProgramEntry, form: FormFieldName, email: String, fields: [ContactField], clickToken: String,
    visitor: VisitorID?
  ) {
    self.program = program
    self.form = form
    self.email = email
    self.fields = fields
    self.clickToken = clickToken
    self.visitor = visitor
  }
}

/// What became of a form's lead.
package enum FormLeadFate: Sendable {
  /// It is on disk.
  case recorded
  /// It was on disk before; what is new is added to it.
  case repeated
  /// It is not on disk after the time that a visitor can be kept waiting. It may still come to that.
  case late
  /// It never will be.
  case lost(StoreError)
}

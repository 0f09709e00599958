extension WebMetrics.Counter {
  /// Forms that were sent.
  static let forms = WebMetrics.Counter(
    name: "tributary_forms_total", help: "Forms that browsers sent, by what became of the lead.")
  /// Values of forms that were not kept whole.
  static let formValuesCut = WebMetrics.Counter(
    name: "tributary_form_values_cut_total",
    help: "Values of forms that were not kept whole, because they were too long or no text.")
}

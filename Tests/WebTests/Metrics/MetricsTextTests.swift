import Store
import Testing

@testable import Web

@Suite("The text format of metrics") struct MetricsTextTests {
  @Test func `is that of Prometheus to the letter`() {
    var histogram = Histogram(bounds: [0.5, 1])
    for value in [0.25, 0.5, 1, 4] { histogram.record(value) }
    var text = MetricsText()
    text.write(.gauge, "open", help: "Open things.", 3)
    text.write(.counter, "done_total", help: "A \\ and\na line.", by: "reason", [("a", 1), ("b\\\"\n", 2)])
    text.write("took_seconds", help: "Time.", [([("route", "/f/{program}")], histogram)])
    #expect(
      text.text == """
        # HELP open Open things.
        # TYPE open gauge
        open 3
        # HELP done_total A \\\\ and\\na line.
        # TYPE done_total counter
        done_total{reason="a"} 1
        done_total{reason="b\\\\\\"\\n"} 2
        # HELP took_seconds Time.
        # TYPE took_seconds histogram
        took_seconds_bucket{route="/f/{program}",le="0.5"} 2
        took_seconds_bucket{route="/f/{program}",le="1.0"} 3
        took_seconds_bucket{route="/f/{program}",le="+Inf"} 4
        took_seconds_sum{route="/f/{program}"} 5.75
        took_seconds_count{route="/f/{program}"} 4

        """)
  }

  @Test func `comes back from a strict reader as it was written`() throws {
    var text = MetricsText()
    let odd = "\\\"\n \u{1F600}{},="
    text.write(.counter, "odd_total", help: "Odd.", by: "reason", [(odd, 7)])
    text.write("empty", help: "Nothing.", [([], Histogram(bounds: [1]))])
    let read = try PrometheusText(text.text)
    #expect(read["odd_total", ["reason": odd]] == 7)
    #expect(read["empty_bucket", ["le": "+Inf"]] == 0 && read["empty_count", [:]] == 0)
  }

  @Test(arguments: [
    "a 1\n", "# HELP a x\n# TYPE a gauge\na 1", "# HELP a x\n# TYPE a gauge\na 1\na 2\n", "# TYPE a gauge\na 1\n",
    "# HELP a x\n# TYPE b gauge\nb 1\n", "# HELP a x\n# TYPE a counter\na 1\n",
    "# HELP a x\n# TYPE a gauge\na{b=\"c} 1\n",
    "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n",
    "# HELP a x\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
  ])
  func `the strict reader is strict`(text: String) {
    #expect(throws: PrometheusText.Refused.self) { try PrometheusText(text) }
  }
}

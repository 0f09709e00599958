import Hummingbird
import Mustache
import NIOCore

/// A page of the demo's shop. Every value is escaped by the template.
struct DemoShopPages {
  private let template: String

  /// The page with these values.
  ///
  /// - Throws: what the template library finds wrong with the template, which is a defect of ours.
  func response(_ values: [String: Any]) throws -> Response {
    let html = try MustacheTemplate(string: template).render(values)
    return Response(
      status: .ok,
      headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }

  /// Where visitors land, opt in and buy.
  static let shop = Self(
    template: top + """
      {{#has_notice}}<p class="notice">{{notice}}</p>{{/has_notice}}
      <section>
        <h2>1 · Come through a partner's link</h2>
        <p>A partner published one of these. Following it records a visit and leads back here.</p>
        <ul>{{#partners}}<li><a href="{{link}}">{{link}}</a></li>{{/partners}}</ul>
      </section>
      <section>
        <h2>2 · Opt in</h2>
        <p>A plain form that posts to the form processor. The script adds the referral to it.</p>
        <form method="post" action="{{tracking}}/f/{{program}}" data-tributary>
          <input type="email" name="email" placeholder="you@example.com" required>
          <input type="text" name="website" class="honeypot" tabindex="-1" autocomplete="off" aria-hidden="true">
          <button>Send me offers</button>
        </form>
      </section>
      <section>
        <h2>3 · Buy a mug</h2>
        <form method="post" action="/buy">
          <input type="email" name="email" placeholder="you@example.com" required>
          <input type="number" name="quantity" min="1" max="20" value="2">
          <button>Buy at {{price}} each</button>
        </form>
      </section>
      """ + bottom)

  /// What a customer sees who has bought, with the pixel.
  static let confirmation = Self(
    template: top + """
      <p class="notice">Thank you for your order {{number}}: {{quantity}} mugs, {{total}}.</p>
      <section>
        <h2>What happened</h2>
        <p>This page carries the partner program's pixel, signed by the shop's server, and the server told the tracker
        of the same order by RPC. Both tell of one sale. <a href="/">Back to the shop</a></p>
      </section>
      <script async src="{{tracking}}/pixel.js?{{query}}"></script>
      <noscript><img src="{{tracking}}/pixel.gif?{{query}}" width="1" height="1" alt=""></noscript>
      """ + bottom)

  /// The table beside both pages, which they fetch again and again.
  static let figures = Self(
    template: """
      <table>
        <tr><th>Partner</th><th>SubID</th><th>Visits</th><th>Leads</th><th>Sales</th><th>Revenue</th><th>Commission</th></tr>
        {{#rows}}<tr><td>{{partner}}</td><td>{{sub_id}}</td><td>{{visits}}</td><td>{{leads}}</td><td>{{sales}}</td><td>\
      {{revenue}}</td><td>{{commission}}</td></tr>
        {{/rows}}
      </table>
      {{#orders}}<p>Order {{number}}: <b>{{partner}}</b>{{#has_sub_id}} by SubID <b>{{sub_id}}</b>{{/has_sub_id}} earns \
      {{commission}}.</p>
      {{/orders}}
      """)

  private static let top = """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <title>The mug shop</title><link rel="icon" href="data:,">
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #222; background: #f6f4f0; margin: 0 }
      header { background: #24425c; color: #fff; padding: 16px 32px }
      h1 { margin: 0; font-size: 22px } h2 { font-size: 17px; margin: 0 0 8px }
      main { display: flex; flex-wrap: wrap; gap: 24px; padding: 24px 32px; align-items: flex-start }
      main > div { flex: 1 1 380px; min-width: 0 } .report { flex-basis: 520px }
      section, .report { background: #fff; border-radius: 8px; padding: 16px 20px; margin: 0 0 16px; \
    box-shadow: 0 1px 3px #0002 }
      .notice { background: #dcefdc; border-radius: 8px; padding: 12px 20px; margin: 0 0 16px }
      input { font: inherit; padding: 6px 8px } button { font: inherit; padding: 6px 14px; background: #24425c; \
    color: #fff; border: 0; border-radius: 4px }
      .honeypot { position: absolute; left: -9999px }
      li { overflow-wrap: anywhere }
      table { border-collapse: collapse; width: 100%; font-size: 14px } th, td { padding: 4px 8px; text-align: right; \
    border-bottom: 1px solid #ddd } th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left }
    </style>
    <script async src="{{tracking}}/t.js" data-program="{{program}}"></script>
    <header><h1>The mug shop</h1>A merchant's site of its own; the tracking host is {{tracking}}</header>
    <main><div>
    """

  private static let bottom = """
    </div><div class="report"><h2>The partner report, at this moment</h2><div id="figures">…</div></div></main>
    <script>
      async function refresh() {
        try {
          const answer = await fetch("/figures");
          if (answer.ok) document.getElementById("figures").innerHTML = await answer.text();
        } catch (error) { /* The demo has ended. */ }
        setTimeout(refresh, 1000);
      }
      refresh();
    </script></html>
    """
}

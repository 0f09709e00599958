/// The pixel as a script, `/pixel.js`: it adds the click token that the tracking script kept, which no image can read.
///
/// The query stays as the merchant wrote it, to the byte, since the signature is of it; the token comes after the
/// signature. The image lies beside the script, wherever a proxy has put both.
enum PixelScript {
  /// Its text.
  static let text = #"""
    /* Tributary: tells of the order on this page, with the click that led to it. */
    (function () {
      "use strict";
      try {
        var script = document.currentScript || document.querySelector('script[src*="/pixel.js?"]');
        var address = new URL(script.src);
        var query = address.search || "?";
        var match = null;
        try {
          match = /(?:^|; )tributary_click=([\w-]{16,128})(?:;|$)/.exec(document.cookie);
        } catch (error) { /* No cookies here: the order is told all the same. */ }
        if (match && !/[?&]click=[^&]/.test(query)) query += "&click=" + match[1];
        new Image().src = new URL("pixel.gif" + query, address).href;
      } catch (error) { /* Whatever is missing here, the page goes on. */ }
    })();

    """#
}

// In preview.html: takes one text and shows it as HTML, in a frame that the Chat page made with `sandbox="allow-scripts"`.
//
// The text is a model's. This script is all that runs here: the policy of preview.html names no other, so that neither
// `<script>` nor a handler nor `javascript:` does. Its scripts are not run at all: one could hold up the page (both are
// one process), and a policy does not keep a script from speaking over WebRTC in every browser. What the policy does not
// rule out is taken out: elements that make connections beforehand, name another base or move the frame elsewhere, and
// the addresses of links. The text is read into a document that is not shown, and loads nothing, before that.
(function () {
  'use strict';
  // Not in a frame of another site, nor by itself: only where it has no origin.
  if (self.origin !== 'null' || parent === self) return;

  var GONE = 'script, link, meta, base, iframe, frame, frameset, object, embed, portal, fencedframe, template';

  function clean(read) {
    read.querySelectorAll(GONE).forEach(function (element) {
      element.remove();
    });
    read.querySelectorAll('*').forEach(function (element) {
      Array.from(element.attributes).forEach(function (attribute) {
        var name = attribute.localName.toLowerCase();
        var link = name === 'href' && attribute.value.trim()[0] !== '#' && !/^data:image\//i.test(attribute.value.trim());
        if (link || name === 'ping' || name === 'autofocus' || name.slice(0, 2) === 'on') element.removeAttributeNode(attribute);
      });
    });
  }

  function show(text) {
    var read = new DOMParser().parseFromString(text, 'text/html');
    clean(read);
    ['lang', 'dir', 'class', 'style'].forEach(function (name) {
      var value = read.documentElement.getAttribute(name);
      if (value !== null) document.documentElement.setAttribute(name, value);
    });
    read.head.querySelectorAll('style').forEach(function (style) {
      document.head.appendChild(document.adoptNode(style));
    });
    document.body.replaceWith(document.adoptNode(read.body));
    document.documentElement.dataset.state = 'shown';
  }

  addEventListener('message', function once(event) {
    if (event.source !== parent || typeof event.data !== 'string') return;
    removeEventListener('message', once);
    show(event.data);
  });

  // A link that something made anew, an animation for example, leads nowhere either.
  addEventListener(
    'click',
    function (event) {
      var link = event.target.closest && event.target.closest('a, area');
      var to = link && (link.getAttribute('href') || '');
      if (link && to[0] !== '#') event.preventDefault();
    },
    true,
  );
})();

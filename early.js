// The field that can be typed in before the wasm arrives. Stands right behind it in index.html, so that its words, its
// draft and its place are settled before anyone types. The app takes the field away: src/browser/early.rs.
(function () {
  'use strict';
  var words = {
    en: { source: ['Text to translate', 'Paste or type.'], chat: ['Message', 'Write a message.'] },
    de: { source: ['Zu übersetzender Text', 'Text einfügen oder eintippen.'], chat: ['Nachricht', 'Nachricht schreiben.'] },
    ar: { source: ['النص المراد ترجمته', 'ألصق النص أو اكتبه.'], chat: ['رسالة', 'اكتب رسالة.'] },
  };
  // A file that is pasted or dropped on the Translate page waits until what reads it has come: src/browser/given.rs.
  ['paste', 'dragover', 'drop'].forEach(function (name) {
    addEventListener(name, function (event) {
      var data = event.clipboardData || event.dataTransfer;
      var types = data ? Array.prototype.slice.call(data.types) : [];
      // What comes as a text too (a table, a piece of a page) is pasted as that.
      if (types.indexOf('Files') < 0 || (name === 'paste' && types.indexOf('text/plain') >= 0)) return;
      // On other pages, in dialogs and over fields for files it is not meant for the source.
      if (!document.querySelector('[data-testid=tr-source]') || document.querySelector('dialog[open]')) return;
      if (event.defaultPrevented || event.target.type === 'file') return;
      event.preventDefault();
      if (name === 'dragover' || !data.files.length) return;
      window.parlanceGiven = data.files[0];
      dispatchEvent(new Event('parlance-given'));
    });
  });

  var shell = document.getElementById('early');
  var field = document.getElementById('early-source');
  var route = location.hash.replace(/^#\/?/, '').split(/[/?]/)[0];
  var kind = route === 'chat' ? 'chat' : route === '' || route === 'translate' ? 'source' : '';
  if (!kind) {
    // The other pages have no text to begin with.
    field.remove();
    return;
  }
  if (kind === 'chat') {
    field.dataset.testid = 'chat-input';
    field.name = 'message';
  }
  shell.dataset.kind = kind;
  var told = (words[document.documentElement.lang] || words.en)[kind];
  field.setAttribute('aria-label', told[0]);
  field.placeholder = told[1];

  // A draft is a JSON string: the tab's own, else the last one of any tab. One that was emptied is a draft too.
  var name = 'parlance.draft.' + kind;
  function draft(storage) {
    try {
      var text = JSON.parse(window[storage].getItem(name));
      return typeof text === 'string' ? text : null;
    } catch (_) {
      return null;
    }
  }
  // What was typed before this ran follows the draft.
  var typed = field.value;
  var saved = draft('sessionStorage');
  if (saved === null) saved = draft('localStorage');
  if (saved && saved !== typed) field.value = saved + typed;

  field.addEventListener('compositionstart', function () {
    field.dataset.composing = '';
  });
  field.addEventListener('compositionend', function () {
    delete field.dataset.composing;
  });
  // Should the wasm never come, what was typed is still there after a reload.
  field.addEventListener('input', function () {
    try {
      sessionStorage.setItem(name, JSON.stringify(field.value));
    } catch (_) {
      // Full or forbidden: the text is still in the field.
    }
  });
  field.focus();
  field.setSelectionRange(field.value.length, field.value.length);
})();

// Comforts for those whose browser runs scripts. Every page is complete without this file.
(function () {
  "use strict";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  // An address that says only what was asked is shorter to send and to read.
  each("form[role=search]", function (form) {
    form.addEventListener("submit", function () {
      Array.prototype.forEach.call(form.elements, function (field) {
        if (field.name && field.value === "") field.disabled = true;
      });
    });
    // Back to a page that the browser kept: its fields must work again.
    window.addEventListener("pageshow", function () {
      Array.prototype.forEach.call(form.elements, function (field) {
        field.disabled = false;
      });
    });
  });

  // What is shared is the address without what readers say of themselves.
  var canonical = document.querySelector("link[rel=canonical]");
  if (navigator.share) {
    each("[data-share]", function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.share({ title: document.title, url: canonical ? canonical.href : location.href }).catch(function () {});
      });
    });
  }

  each("[data-print]", function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });

  // A map costs data: it comes when it is asked for, or by itself where that costs nobody anything.
  var line = navigator.connection;
  var comesByItself = line && !line.saveData && line.effectiveType === "4g" && matchMedia("(min-width: 56em)").matches;
  each("[data-map]", function (link) {
    function show(event) {
      if (event) event.preventDefault();
      var frame = document.createElement("iframe");
      frame.className = "map";
      frame.title = link.dataset.title;
      frame.loading = "lazy";
      frame.src = link.dataset.map;
      link.parentNode.replaceChild(frame, link);
      if (event) frame.focus();
    }
    link.addEventListener("click", show);
    if (comesByItself) show();
  });

  // Leaving takes the page out of the way back.
  each("[data-leave]", function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      location.replace(link.href);
    });
  });
})();

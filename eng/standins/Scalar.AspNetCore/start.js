// Stands in for the script of the package Scalar.AspNetCore where the package feed lacks it.
// It reads the configuration from the page, so that the page itself needs no inline script.
// On a full feed the real package is used and this file is not served.
Scalar.createApiReference('#app', JSON.parse(document.getElementById('configuration').textContent));

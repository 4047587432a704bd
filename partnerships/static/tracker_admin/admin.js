// Names what Django's admin leaves unnamed: the fields in a table's cells, and each autocomplete.
'use strict';
{
    function named(field) {
        const cell = field.closest('td[class^="field-"]');
        const label = cell ? cell.className.split(' ')[0] : field.labels[0]?.textContent || '';
        return label.replace(/^field-|:$/g, '').replaceAll('_', ' ');
    }

    function name() {
        for (const field of document.querySelectorAll('td[class^="field-"] :is(input, select, textarea)')) {
            field.setAttribute('aria-label', named(field));
        }
        for (const select of document.querySelectorAll('select.admin-autocomplete')) {
            const shown = select.parentElement.querySelector('.select2-selection__rendered');
            shown?.setAttribute('aria-label', named(select));
        }
    }

    // select2 comes to life a moment after the page or the row does
    window.addEventListener('load', () => setTimeout(name, 100));
    document.addEventListener('formset:added', () => setTimeout(name, 100));
}

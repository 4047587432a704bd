// Names what Django's admin leaves unnamed: the fields in a table's cells, and each autocomplete.
// Keeps a new record's pickers to the partnership that was chosen above them.
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

    const owners = ['action', 'finding', 'letter', 'partnership'];

    function partnershipChosen() {
        const chosen = owners.map(owner => document.getElementById(`id_${owner}`)).find(select => select?.value);
        const isPartnership = chosen?.name === 'partnership';
        return isPartnership ? chosen.value : chosen && django.jQuery(chosen).select2('data')[0]?.partnership;
    }

    window.django?.jQuery?.ajaxPrefilter(request => {
        const asked = new URL(request.url, window.location);
        const partnership = partnershipChosen();
        const about = new URLSearchParams(request.data).get('field_name');
        if (asked.pathname.endsWith('/autocomplete/') && partnership && !owners.includes(about)) {
            asked.searchParams.set('partnership', partnership);
            request.url = asked.href;
        }
    });

    // select2 comes to life a moment after the page or the row does
    window.addEventListener('load', () => setTimeout(name, 100));
    document.addEventListener('formset:added', () => setTimeout(name, 100));
}

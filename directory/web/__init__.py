"""What every page needs and no domain owns: assets, headers, errors, templates, paging."""

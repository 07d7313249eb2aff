"""Pages for a browser and a printer, each one self-contained HTML file: it loads nothing and runs nothing."""

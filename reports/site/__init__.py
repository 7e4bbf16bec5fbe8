"""The workspace as static pages, to be clicked through: from files to page nouns, from page nouns to HTML."""

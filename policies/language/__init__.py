"""Read texts as a reviewer does: sentences, words in any form, what is denied, what is quoted, links and numbers.

The rules know what to look for; this layer knows how English says it. It depends on nothing but the text: no network,
no locale, no library. A dictionary of lemmas (simplemma: 0.3 s and 32 MB to load; lemminflect: 0.45 s and numpy)
costs more than a check of all tenants, so the forms of the rules' own words are derived instead (`inflection`).
"""

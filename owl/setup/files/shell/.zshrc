ZDOTDIR=$HOME
if [ -f ~/.zshrc ]; then
    . ~/.zshrc
fi
. tools/environment
PROMPT="(owl) $PROMPT"

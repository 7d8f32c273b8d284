using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <content>Which window an account is in.</content>
internal sealed partial class Till
{
    private void Mark_NeedsLock(Window window)
    {
        if (!window.IsChanged)
        {
            window.IsChanged = true;
            _changed.Add(window);
        }
    }

    /// <summary>The present window of an account, with its limit as it is now.</summary>
    private Window Adopt_NeedsLock(Account account)
    {
        var window = Current_NeedsLock(account);
        if (!ReferenceEquals(window.Account, account))
        {
            if (account.Limit != window.Account.Limit)
            {
                window.DryAt = 0;
            }

            if (account.Limit < window.Account.Limit)
            {
                // Drawn again it is held against the new limit.
                window.GiveBack();
                window.IsOver = true;
                Mark_NeedsLock(window);
            }

            window.Account = account;
        }

        return window;
    }

    private Window Current_NeedsLock(Account account)
    {
        var now = _time.GetUtcNow();
        if (_windows.TryGetValue(account.Id, out var window) && window.Covers(now) && window.Account.Zone == account.Zone)
        {
            return window;
        }

        if (window is not null)
        {
            Retire_NeedsLock(window);
        }

        var (startsAt, endsAt) = Budgets.Windows.Of(account.Period, account.Zone, now);
        var place = _past.FindIndex(past => past.Account.Id == account.Id && past.StartsAt == startsAt);
        if (place >= 0)
        {
            // The clock was set back.
            window = _past[place];
            window.IsPast = false;
            _past.RemoveAt(place);
        }
        else
        {
            window = new Window(account, startsAt, endsAt);
        }

        _windows[account.Id] = window;
        return window;
    }

    private void Retire_NeedsLock(Window window)
    {
        window.IsPast = true;
        window.GiveBack();
        Mark_NeedsLock(window);
        _past.Add(window);
        _windows.Remove(window.Account.Id);
    }
}

using System.Runtime.CompilerServices;

namespace Databricks.Jobs.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">Its items.</param>
/// <param name="Next">The cursor of the next page; null for the last one.</param>
/// <param name="HasMore">Whether the service has another page, even if there is no cursor for it.</param>
internal readonly record struct Page<T>(IReadOnlyList<T> Items, PageCursor? Next, bool HasMore = false);

/// <summary>Where a page starts: after a page token, or at an offset.</summary>
internal readonly record struct PageCursor(string? Token, long? Offset)
{
    public static PageCursor? After(string? token) => string.IsNullOrEmpty(token) ? null : new PageCursor(token, null);
}

/// <summary>
/// Reads the pages of a list. From the second page on, the next one is requested while the caller processes this one.
/// </summary>
internal static class Pager
{
    /// <param name="fetch">Fetches one page; never called concurrently.</param>
    /// <param name="operation">What is listed, for the error of pages that loop.</param>
    /// <param name="cancellationToken">Cancels the list and the request in progress.</param>
    /// <exception cref="UnexpectedResponseException">There is another page, but no cursor for it.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<T>> ReadAsync<T>(
        Func<PageCursor?, CancellationToken, Task<Page<T>>> fetch,
        string operation,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new SeenCursors(operation);
        using var walk = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<Page<T>>? ahead = null;
        try
        {
            Page<T> page = await fetch(null, walk.Token).ConfigureAwait(false);
            yield return page.Items;
            // A caller that needs only the first page has stopped by now, and has cost one request.
            while (page.Next is { } cursor)
            {
                page = await (ahead ?? FetchPageAsync(cursor)).ConfigureAwait(false);
                ahead = page.Next is { } next ? FetchPageAsync(next) : null;
                yield return page.Items;
            }

            if (page.HasMore) throw UnexpectedResponses.WithoutPageToken(operation);
        }
        finally
        {
            if (ahead is { IsCompleted: false }) walk.Cancel();
            if (ahead is not null) await ahead.ObserveAsync().ConfigureAwait(false);
        }

        async Task<Page<T>> FetchPageAsync(PageCursor cursor) =>
            await fetch(seen.Add(cursor), walk.Token).ConfigureAwait(false);
    }

    /// <summary>The items of all pages.</summary>
    public static async IAsyncEnumerable<T> FlattenAsync<T>(
        IAsyncEnumerable<IReadOnlyList<T>> pages,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<T> page in pages.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (T item in page) yield return item;
        }
    }

    /// <summary>The first items of a list. The rest is not requested.</summary>
    public static async Task<IReadOnlyList<T>> TakeAsync<T>(IAsyncEnumerable<T> list, int count)
    {
        var items = new List<T>();
        await foreach (T item in list.ConfigureAwait(false))
        {
            items.Add(item);
            if (items.Count == count) break;
        }

        return items;
    }
}

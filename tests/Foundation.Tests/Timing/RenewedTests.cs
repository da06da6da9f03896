using Foundation.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Foundation.Tests.Timing;

public sealed class RenewedTests
{
    private readonly FakeTimeProvider _time = new();
    private int _fetched;
    private int _ended;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_fetched_once_until_shortly_before_it_expires()
    {
        using var tokens = Tokens(TimeSpan.FromHours(1));

        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(58));
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(1.5));
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task Who_asks_while_it_is_fetched_waits_for_the_same_one()
    {
        var answer = new TaskCompletionSource<Token>();
        using var tokens = new Renewed<Token>(
            _ =>
            {
                _fetched++;
                return answer.Task;
            },
            token => token.End,
            _time
        );
        var all = Enumerable.Range(0, 5).Select(_ => tokens.CurrentAsync(Stop).AsTask()).ToArray();

        answer.SetResult(new(7, null));

        (await Task.WhenAll(all)).ShouldAllBe(token => token.Number == 7);
        _fetched.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_is_told_to_all_who_ask_within_half_a_minute()
    {
        var answers = new Queue<TaskCompletionSource<Token>>([new(), new()]);
        using var tokens = new Renewed<Token>(
            _ =>
            {
                _fetched++;
                return answers.Peek().Task;
            },
            token => token.End,
            _time
        );
        var all = Enumerable.Range(0, 5).Select(_ => tokens.CurrentAsync(Stop).AsTask()).ToArray();

        answers.Dequeue().SetException(new InvalidOperationException("not logged in"));

        foreach (var one in all)
            (await Should.ThrowAsync<InvalidOperationException>(one)).Message.ShouldBe("not logged in");
        await Should.ThrowAsync<InvalidOperationException>(async () => await tokens.CurrentAsync(Stop));
        _fetched.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(31));
        answers.Peek().SetResult(new(2, null));
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(2);
    }

    [Fact]
    public async Task One_in_its_last_minute_is_given_when_no_new_one_can_be_had()
    {
        using var tokens = new Renewed<Token>(
            _ =>
                ++_fetched == 1
                    ? Task.FromResult(new Token(1, _time.GetUtcNow().AddHours(1)))
                    : Task.FromException<Token>(new InvalidOperationException("out of order")),
            token => token.End,
            _time
        );
        await tokens.CurrentAsync(Stop);

        _time.Advance(TimeSpan.FromMinutes(59.2));
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(1);
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(1);
        _fetched.ShouldBe(2);
        _time.Advance(TimeSpan.FromMinutes(1));
        await Should.ThrowAsync<InvalidOperationException>(async () => await tokens.CurrentAsync(Stop));
        _fetched.ShouldBe(3);
    }

    [Fact]
    public async Task When_no_new_one_can_be_had_the_failure_is_told_to_who_refused_it_and_the_others_keep_it()
    {
        using var tokens = OneAlone();
        var first = await tokens.CurrentAsync(Stop);

        await Should.ThrowAsync<InvalidOperationException>(async () => await InsteadOfAsync(tokens, first));
        (await tokens.CurrentAsync(Stop)).ShouldBe(first);
        // Within half a minute it is the failure that is there, and no other fetch.
        await Should.ThrowAsync<InvalidOperationException>(async () => await InsteadOfAsync(tokens, first));
        _fetched.ShouldBe(2);
        _time.Advance(TimeSpan.FromSeconds(31));
        (await tokens.CurrentAsync(Stop)).ShouldBe(first);
        _fetched.ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>(async () => await InsteadOfAsync(tokens, first));
        _fetched.ShouldBe(3);
    }

    [Fact]
    public async Task One_that_was_refused_in_its_last_minute_is_given_to_who_has_not_refused_it_alone()
    {
        using var tokens = OneAlone(TimeSpan.FromHours(1));
        var first = await tokens.CurrentAsync(Stop);
        _time.Advance(TimeSpan.FromMinutes(59.2));

        Task[] refusing = [InsteadOfAsync(tokens, first).AsTask(), InsteadOfAsync(tokens, first).AsTask()];

        foreach (var one in refusing)
            await Should.ThrowAsync<InvalidOperationException>(one);
        (await tokens.CurrentAsync(Stop)).ShouldBe(first);
        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task While_another_is_fetched_for_who_refused_it_the_others_do_not_wait()
    {
        var answer = new TaskCompletionSource<Token>();
        answer.SetResult(new(1, null));
        using var tokens = Waiting(() => answer);
        var first = await tokens.CurrentAsync(Stop);
        answer = new();

        var refusing = InsteadOfAsync(tokens, first).AsTask();
        var other = await tokens.CurrentAsync(Stop);
        answer.SetResult(new(2, null));

        other.ShouldBe(first);
        (await refusing).ShouldNotBeNull().Number.ShouldBe(2);
        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(2);
        _fetched.ShouldBe(2);
    }

    [Fact]
    public async Task One_that_was_refused_is_fetched_again_and_a_newer_one_stays()
    {
        using var tokens = Tokens(null);
        var first = await tokens.CurrentAsync(Stop);

        var second = await InsteadOfAsync(tokens, first);
        var again = await InsteadOfAsync(tokens, first);

        second.ShouldNotBeNull().Number.ShouldBe(2);
        again.ShouldBe(second);
        (await tokens.CurrentAsync(Stop)).ShouldBe(second);
    }

    [Fact]
    public async Task One_that_is_refused_as_soon_as_it_came_for_a_refused_one_stays_for_the_others()
    {
        using var tokens = Tokens(null);
        var first = await tokens.CurrentAsync(Stop);
        var second = (await InsteadOfAsync(tokens, first)).ShouldNotBeNull();

        (await InsteadOfAsync(tokens, second)).ShouldBeNull();
        (await tokens.CurrentAsync(Stop)).ShouldBe(second);
        // Who comes late with the old one takes the new one.
        (await InsteadOfAsync(tokens, first)).ShouldBe(second);
        _time.Advance(TimeSpan.FromSeconds(31));

        (await InsteadOfAsync(tokens, second)).ShouldNotBeNull().Number.ShouldBe(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Who_leaves_stops_no_fetch_that_others_wait_for(int leaving)
    {
        var answer = new TaskCompletionSource<Token>();
        using var tokens = Waiting(() => answer);
        var stops = Enumerable.Range(0, 3).Select(_ => new CancellationTokenSource()).ToArray();
        var all = stops.Select(stop => tokens.CurrentAsync(stop.Token).AsTask()).ToArray();

        await stops[leaving].CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(all[leaving]);
        answer.SetResult(new(7, null));

        foreach (var other in all.Where((_, index) => index != leaving))
            (await other).Number.ShouldBe(7);
        _fetched.ShouldBe(1);
    }

    [Fact]
    public async Task The_last_one_who_leaves_ends_the_fetch_and_who_comes_then_begins_another()
    {
        var answer = new TaskCompletionSource<Token>();
        using var tokens = Waiting(() => answer);
        using var stop = new CancellationTokenSource();
        Task[] all = [tokens.CurrentAsync(stop.Token).AsTask(), tokens.CurrentAsync(stop.Token).AsTask()];

        await stop.CancelAsync();
        foreach (var one in all)
            await Should.ThrowAsync<OperationCanceledException>(one);
        answer = new TaskCompletionSource<Token>();
        _ended.ShouldBe(1);
        answer.SetResult(new(8, null));

        (await tokens.CurrentAsync(Stop)).Number.ShouldBe(8);
        _fetched.ShouldBe(2);
    }

    private Renewed<Token> Waiting(Func<TaskCompletionSource<Token>> answer) =>
        new(
            async stop =>
            {
                _fetched++;
                try
                {
                    return await answer().Task.WaitAsync(stop);
                }
                catch (OperationCanceledException)
                {
                    _ended++;
                    throw;
                }
            },
            token => token.End,
            _time
        );

    private static ValueTask<Token?> InsteadOfAsync(Renewed<Token> tokens, Token refused) =>
        tokens.InsteadOfAsync(token => token == refused, Stop);

    // The first one comes, and no other.
    private Renewed<Token> OneAlone(TimeSpan? life = null) =>
        new(
            _ =>
                ++_fetched == 1
                    ? Task.FromResult(new Token(1, _time.GetUtcNow() + life))
                    : Task.FromException<Token>(new InvalidOperationException("out of order")),
            token => token.End,
            _time
        );

    private Renewed<Token> Tokens(TimeSpan? life) =>
        new(_ => Task.FromResult(new Token(++_fetched, _time.GetUtcNow() + life)), token => token.End, _time);

    private sealed record Token(int Number, DateTimeOffset? End);
}

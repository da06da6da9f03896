using Foundation.Timing;
using Microsoft.Extensions.Time.Testing;

namespace Foundation.Tests.Timing;

public sealed class RenewedTests
{
    private readonly FakeTimeProvider _time = new();
    private int _fetched;

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
    public async Task One_that_was_refused_is_fetched_again_and_a_newer_one_stays()
    {
        using var tokens = Tokens(null);
        var first = await tokens.CurrentAsync(Stop);

        tokens.Discard(token => token == first);
        var second = await tokens.CurrentAsync(Stop);
        tokens.Discard(token => token == first);

        second.Number.ShouldBe(2);
        (await tokens.CurrentAsync(Stop)).ShouldBe(second);
    }

    private Renewed<Token> Tokens(TimeSpan? life) =>
        new(_ => Task.FromResult(new Token(++_fetched, _time.GetUtcNow() + life)), token => token.End, _time);

    private sealed record Token(int Number, DateTimeOffset? End);
}

using Foundation.Text;

namespace Foundation.Tests.Text;

public sealed class FewNamesTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("n1", 1)]
    [InlineData("n1, n2, n3", 3)]
    [InlineData("n1, n2, n3 and 1 more", 4)]
    [InlineData("n1, n2, n3 and 97 more", 100)]
    public void The_first_are_named_and_the_others_counted(string words, int count) =>
        FewNames.Of([.. Enumerable.Range(1, count).Select(number => $"n{number}")], 3).ShouldBe(words);
}
